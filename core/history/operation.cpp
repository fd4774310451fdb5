#include "history/operation.hpp"

#include "text/error.hpp"

namespace distributed::history {

void check_history(const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i].answer <= history[i].call) {
      throw_invalid_argument("history: an answer must come after its call");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (history[j].client == history[i].client && history[j].answer > history[i].call) {
        throw_invalid_argument("history: a client calls only when it has its last answer");
      }
    }
  }
}

}  // namespace distributed::history
