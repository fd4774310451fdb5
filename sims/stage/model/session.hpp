#pragma once
// One person's play with one sim: its run so far, the place in it that is shown, and whether and
// how fast the wall clock drives it.
//
//   Session session{*find_sim("quorum-calculator"), seed};
//   session.begin_with("n", "5");     // a URL parameter: part of the state after loading
//   session.press("simulate-write");
//   session.tick(wall_seconds);       // simulated time passes unless paused
//   session.seek(0.5);                // the state that was there then; what followed is kept
//   session.press("simulate-write");  // a fork: a new future; the old one is the other run
//   session.press("reset");           // the state after loading again
//
//   beginning        now                end        the shown place: an instant, and how many of
//      |--c---c-e-----^.......c...e......|         the run's commands have been applied by then
//
// A state is a function of sim, seed, beginning and the commands with their instants: going back
// plays them anew from the nearest checkpoint, a copy of the model. Simulated time stands still
// while nothing moves.
//
// To the controls of the model it adds `reset`; those of the timeline: `pause`, `time-back`,
// `time-on`, `time`, `other-run`, and where there are messages `diagram`, `drop`, `delay` and
// `duplicate`; for a sim with an Explore drawer `explore`, `step` and `speed`.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stage/model/run.hpp"
#include "stage/model/sim.hpp"

namespace microsims {

class Session {
 public:
  /// Past so many commands the beginning of a run moves on.
  static constexpr std::size_t most_commands = 10000;

  Session(const Sim& sim, std::uint32_t seed);

  const Sim& sim() const { return *sim_; }
  const Model& model() const { return *model_; }
  std::uint32_t seed() const { return seed_; }

  /// The controls of the model, then those of the session.
  const std::vector<const Control*>& controls() const { return controls_; }
  const Control* find(std::string_view id) const;

  /// Sets a control before play begins; `reset` comes back to it. Refused as Controls::set_text.
  std::optional<Refusal> begin_with(std::string_view id, std::string_view text);

  std::optional<Refusal> set(std::string_view id, const Value& value);
  std::optional<Refusal> set_text(std::string_view id, std::string_view text);
  std::optional<Refusal> press(std::string_view id);

  /// Simulated seconds, at once, up to where nothing moves. Refused: negative, not a number, more
  /// than a day.
  std::optional<Refusal> advance(double seconds);

  /// Wall-clock seconds pass at the chosen speed, unless paused. True if the model moved.
  bool tick(double wall_seconds);

  /// Whoever automates the sim may hold the wall clock; `reset` does not let go of it, as it does
  /// of a person's Pause.
  void pause() { held_ = true; }
  void resume() { held_ = paused_ = reviewing_ = false; }
  bool paused() const { return held_ || paused_ || reviewing_; }

  /// Whether wall-clock time would change anything.
  bool running() const { return !paused() && unfinished(); }

  /// Everything as after loading, but for the drawer: that it is open is not part of the play.
  void reset();

  // The run.

  /// The shown place, how far the run was played, and how far back it is kept, in milliseconds.
  Milliseconds now() const { return model_->now(); }
  Milliseconds end() const { return end_; }
  Milliseconds beginning() const { return beginning_at_; }
  bool at_end() const { return applied_ == deeds_.size() && now() >= end_; }

  /// Goes to an instant, with all commands of that instant applied; time stands still there until
  /// something is done or resume(). Refused: outside of beginning() to end().
  std::optional<Refusal> seek(double seconds);
  /// Goes to the place before the first command that is kept.
  void go_to_beginning();
  void go_to_end();
  /// To the nearest instant before or after this place at which something was done or happened; at
  /// that of a command once before it and once after it.
  void back();
  void on();
  bool can_go_back() const { return applied_ > 0 || now() > beginning_at_; }
  bool can_go_on() const { return !at_end(); }

  /// All that is known of the run, also of what lies after the shown place.
  const Record& record() const { return (furthest_ ? *furthest_ : *model_).record(); }

  /// The run that was left by going back and doing something else; until the next fork.
  bool has_other_run() const { return other_ != nullptr; }
  /// At its end; null if there is none.
  const Model* other_run() const { return other_ ? other_->furthest.get() : nullptr; }
  /// The other run becomes this one, at its end, and this one the other.
  void swap_runs();

  /// What was done and what happened as the page contract has it, in order.
  void history(Json& json) const;

  /// Plays the commands of a link and goes to `at` (none: the last command). What cannot be done is
  /// left out; a sentence for each.
  std::vector<std::string> play(std::string_view deeds, std::optional<std::string_view> at);

  /// What an address says after its "?" to come to the present settings.
  std::string settings_query() const;
  /// What it says to come to the shown place; refused if the run is too long for a link.
  std::optional<Refusal> moment_query(std::string& query) const;

  /// The command for a disturbance: "drop", "delay", "duplicate".
  static const char* id_of(Disturbance disturbance);
  /// None if the control of that id disturbs no message.
  static std::optional<Disturbance> disturbance_of(std::string_view control_id);
  /// Why a message cannot be disturbed, in a sentence; nothing if it can.
  std::optional<std::string> undisturbable(MessageNumber number, Disturbance disturbance) const;
  /// "m17, Append from Node 1 to Node 3"
  std::string words_of(const Message& message) const;

  bool exploring() const { return exploring_; }
  /// Whether the space-time view takes the place of the picture where there is no room for both.
  bool shows_diagram() const { return diagram_; }
  bool has_timeline() const { return timeline_; }
  /// Of the page without the drawer, in CSS pixels.
  int height() const { return sim_->height + (timeline_ ? timeline_height : 0); }
  /// An author may leave the timeline out; its controls are then in the drawer or nowhere.
  void leave_timeline_out();

  /// The figures of the drawer in words; none while it is closed.
  std::string explored() const { return exploring_ ? model_->explored() : std::string{}; }

  /// Grows with every change that was asked for; time passing does not count.
  std::uint64_t changes() const { return changes_; }

 private:
  /// A run that is not the present one.
  struct OtherRun {
    std::vector<Deed> deeds;
    Milliseconds end;
    std::unique_ptr<Model> furthest;
  };
  struct Checkpoint {
    std::size_t applied;
    std::unique_ptr<Model> model;
  };

  void declare_controls();
  void declare_timeline();
  void make();
  void list_controls();
  bool unfinished() const { return model_->moving() || !at_end(); }
  const Controls& holder(std::string_view id) const;
  bool is_own(std::string_view id) const { return own_.find(id) != nullptr; }
  std::optional<Refusal> refusal(const Command& command) const;
  std::optional<Refusal> act(Command command);
  void fork();
  void perform(const Command& command);
  std::string words_of(const Command& command) const;
  void pass(Milliseconds time);
  void wait_until(Milliseconds at);
  void keep_checkpoint();
  void move_beginning();
  void go(Milliseconds at, std::size_t applied);
  std::size_t deeds_until(Milliseconds at) const;
  Milliseconds whole(double milliseconds);

  const Sim* sim_;
  std::uint32_t seed_;
  std::vector<std::pair<std::string, std::string>> beginning_;
  std::unique_ptr<Model> model_;
  Controls own_;
  std::vector<const Control*> controls_;
  double speed_ = 1, carry_ = 0;  // carry: what is left over of a millisecond
  bool held_ = false, paused_ = false, reviewing_ = false, exploring_ = false, diagram_ = false;
  bool timeline_ = true;
  std::uint64_t changes_ = 0;

  std::vector<Deed> deeds_;
  std::size_t applied_ = 0;  // of deeds_, at the shown place
  Milliseconds end_ = 0, beginning_at_ = 0;
  bool beginning_moved_ = false;
  std::vector<Checkpoint> checkpoints_;  // the first is the beginning; in order
  Milliseconds checkpoint_spacing_ = 0;
  std::size_t checkpoint_deeds_ = 0;
  std::unique_ptr<Model> furthest_;  // at end_, while an earlier place is shown
  std::unique_ptr<OtherRun> other_;
};

}  // namespace microsims
