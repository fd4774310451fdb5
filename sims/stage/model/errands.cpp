#include "stage/model/errands.hpp"

namespace microsims {

std::vector<MessageKind> errand_kinds() {
  return {{"write", "Write", MarkKind::write},
          {"data", "Copy", MarkKind::write},
          {"ack", "Acknowledgement", MarkKind::settled},
          {"answer", "Answer", MarkKind::settled},
          {"anti-entropy", "Anti-entropy", MarkKind::conflict},
          {"read", "Read", MarkKind::read},
          {"reply", "What was read", MarkKind::read}};
}

}  // namespace microsims
