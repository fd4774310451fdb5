#pragma once
// A sim for tests of what is drawn: three lanes, and letters that take a second.

#include <memory>
#include <string>
#include <vector>

#include "stage/model/session.hpp"

namespace microsims {

class Post : public ModelOf<Post> {
 public:
  explicit Post(std::uint64_t) { declare(); }
  Milliseconds busy() const override { return end_ - now() > 0 ? end_ - now() : 0; }
  void state(Json& json) const override { json.member("sent", sent_); }
  std::string describe() const override { return "Letters."; }
  std::string prompt() const override { return "Send a letter."; }
  std::vector<std::string> lanes() const override {
    std::vector<std::string> names{"Client", "Node 1", "Node 2"};
    names.resize(static_cast<std::size_t>(lanes_), "Node");
    return names;
  }
  std::vector<MessageKind> message_kinds() const override {
    return {{"letter", "Letter", MarkKind::write}, {"answer", "Answer", MarkKind::settled}};
  }
  std::optional<std::string> undisturbable(const Message&, Disturbance what) const override {
    if (what == Disturbance::delay) return "A letter cannot be late.";
    return std::nullopt;
  }
  void disturb(const Message& message, Disturbance) override {
    record_.end(message.number, Delivery::dropped, now() * 1000);
  }

 protected:
  void declare() override {
    controls_.slider("lanes", "Lanes", lanes_, {3, 2000, 1});
    controls_.button("send", "Send", [this] { send(); });
  }
  void pass(Milliseconds time) override {
    for (const Message& message : std::vector<Message>(record_.messages())) {
      if (!message.travels() || message.due > (now() + time) * 1000) continue;
      record_.end(message.number, Delivery::arrived, message.due);
      record_.mark(message.due / 1000, MarkKind::write, "stored", "Node 1 stored it", message.to);
    }
  }

 private:
  void send() {
    record_.send({.from = 0, .to = 1, .sent = now() * 1000, .due = (now() + 1000) * 1000});
    end_ = now() + 1000;
    ++sent_;
  }

  int lanes_ = 3, sent_ = 0;
  Milliseconds end_ = 0;
};

inline const Sim post{.id = "post",
                      .title = "Post",
                      .height = 400,
                      .explore_height = 0,
                      .step = 0.5,
                      .make_model = [](std::uint64_t seed) -> std::unique_ptr<Model> {
                        return std::make_unique<Post>(seed);
                      }};

}  // namespace microsims
