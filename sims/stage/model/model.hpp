#pragma once
// What every MicroSim is below its looks: a deterministic state machine with declared controls.
//
//   run(milliseconds) ─►┌───────┐──► state(), facts(), describe(), explored()
//   controls().set  ───►│ Model │──► record(): what happened, and the messages
//   controls().press ──►└───────┘──► busy(): does time change anything?
//
// A model reads no clock and draws nothing. Same seed, same commands at the same instants: same
// states, however time was cut, and a copy goes on like the original.
//
//   class Countdown : public ModelOf<Countdown> {
//    public:
//     explicit Countdown(std::uint64_t seed) { declare(); }
//     Milliseconds busy() const override { return left_; }
//     ...
//    protected:
//     void declare() override { controls_.slider("from", "From", from_, {1, 10, 1}); }
//     void pass(Milliseconds time) override { left_ -= time; }
//   };

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/control.hpp"
#include "stage/model/fact.hpp"
#include "stage/model/json.hpp"
#include "stage/model/record.hpp"

namespace microsims {

/// One sort of messages, as the space-time view and its key name it.
struct MessageKind {
  const char* id;     // "write"
  const char* label;  // "Write"
  MarkKind colour = MarkKind::act;
};

/// What a person can do to a message that is under way.
enum class Disturbance { drop, delay, duplicate };

class Model {
 public:
  virtual ~Model() = default;
  Model& operator=(const Model&) = delete;  // its controls point into it

  /// The same, with controls of its own.
  virtual std::unique_ptr<Model> copy() const = 0;

  const Controls& controls() const { return controls_; }
  const Record& record() const { return record_; }

  /// Simulated time since the model was made, less what it stood still.
  Milliseconds now() const { return now_; }

  /// Lets up to `most` >= 0 pass and stops where nothing moves; returns how much passed.
  Milliseconds run(Milliseconds most);
  /// The same in seconds, to the nearest millisecond.
  void advance(double seconds) { run(milliseconds_of(seconds)); }
  /// Lets all of it pass, standing still where nothing moves.
  void wait(Milliseconds time) { now_ += time - run(time); }

  /// How long something surely goes on moving if nobody interferes, at least; 0: nothing moves.
  virtual Milliseconds busy() const = 0;
  bool moving() const { return busy() > 0; }

  /// The members of the state object that the page contract promises for this sim.
  virtual void state(Json& json) const = 0;

  /// What was measured or derived, as far as runs are compared by it.
  virtual std::vector<Fact> facts() const { return {}; }

  /// The situation in words, as a screen reader speaks it.
  virtual std::string describe() const = 0;

  /// The figures of the Explore drawer in words; none where all of them are in describe().
  virtual std::string explored() const { return {}; }

  /// One line that says what to do next.
  virtual std::string prompt() const = 0;

  // Of a sim whose messages are seen: who sends and receives them, and which kinds there are.

  /// "Client", "Node 1", ... from the top of the space-time view; none: there are no messages.
  virtual std::vector<std::string> lanes() const { return {}; }
  virtual std::vector<MessageKind> message_kinds() const { return {}; }

  /// "m17, Append from Node 1 to Node 3"
  std::string words_of(const Message& message) const;

  /// Why the message cannot be disturbed now, in a sentence; nothing if it can. It is under way.
  virtual std::optional<std::string> undisturbable(const Message&, Disturbance) const {
    return "The messages of this sim cannot be disturbed.";
  }
  /// Does it; undisturbable() has been asked.
  virtual void disturb(const Message&, Disturbance) {}

  /// Notes a command that is about to take effect.
  void note_command(std::string_view id, const std::optional<Value>& value, std::string words);

 protected:
  Model() = default;
  /// Without the controls, which point into the original.
  Model(const Model& other) : record_(other.record_), now_(other.now_) {}

  /// Declares the controls; called once by the constructor of the concrete class and once for each
  /// copy.
  virtual void declare() = 0;

  /// Lets time pass, 0 < time <= busy(); now() is still the instant before. Large steps give the
  /// very state that many small ones give: clocks are whole numbers.
  virtual void pass(Milliseconds time) = 0;

  Controls controls_;
  Record record_;

 private:
  Milliseconds now_ = 0;
};

template <typename M>
class ModelOf : public Model {
 public:
  std::unique_ptr<Model> copy() const final {
    auto made = std::make_unique<M>(static_cast<const M&>(*this));
    static_cast<ModelOf&>(*made).declare();
    return made;
  }
};

}  // namespace microsims
