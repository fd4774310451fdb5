// The run of a Session: how it grows, forks, and is gone through.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "stage/model/session.hpp"
#include "stage/model/text.hpp"
#include "stage/model/words.hpp"

namespace microsims {
namespace {

// Of checkpoints: at first so close, then twice as far apart whenever there are too many.
constexpr std::size_t most_checkpoints = 32;
constexpr Milliseconds first_spacing = 1000;
constexpr std::size_t first_deeds = 8;

constexpr const char* disturbances[] = {"drop", "delay", "duplicate"};
constexpr const char* past_forms[] = {"Dropped", "Delayed", "Duplicated"};

// "m17"
std::optional<MessageNumber> number_of(std::string_view text) {
  MessageNumber number = 0;
  if (text.size() < 2 || text.size() > 9 || text[0] != 'm') return std::nullopt;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + static_cast<MessageNumber>(c - '0');
  }
  return number;
}

}  // namespace

const char* Session::id_of(Disturbance disturbance) {
  return disturbances[static_cast<int>(disturbance)];
}

std::optional<Disturbance> Session::disturbance_of(std::string_view id) {
  for (int i = 0; i < 3; ++i) {
    if (id == disturbances[i]) return static_cast<Disturbance>(i);
  }
  return std::nullopt;
}

std::string Session::words_of(const Message& message) const {
  return model_->words_of(message);
}

std::optional<std::string> Session::undisturbable(MessageNumber number,
                                                  Disturbance disturbance) const {
  const Message* message = model_->record().find(number);
  if (!message) return phrase({"There is no message m", number, " at this moment."});
  switch (message->fate) {
    case Delivery::under_way:
      return model_->undisturbable(*message, disturbance);
    case Delivery::arrived:
    case Delivery::refused:
      return phrase({"Message m", number, " has arrived already."});
    case Delivery::lost:
    case Delivery::dropped:
      break;
  }
  return phrase({"Message m", number, " is lost already."});
}

std::optional<Refusal> Session::refusal(const Command& command) const {
  const auto disturbance = disturbance_of(command.id);
  if (!disturbance || !is_own(command.id)) {
    return holder(command.id).refusal(command.id, command.value);
  }
  const std::string* text = command.value ? std::get_if<std::string>(&*command.value) : nullptr;
  const auto number = text ? number_of(*text) : std::nullopt;
  if (!number) {
    return Refusal{
        text ? Refusal::Kind::range : Refusal::Kind::type,
        phrase({"'", command.id, "' takes the id of a message that is under way, as in m17",
                text ? phrase({", not '", shortened(*text), "'"}) : std::string{}})};
  }
  if (const auto why = undisturbable(*number, *disturbance)) {
    return Refusal{Refusal::Kind::range, *why};
  }
  return std::nullopt;
}

std::string Session::words_of(const Command& command) const {
  if (const auto disturbance = disturbance_of(command.id)) {
    const Message* message = model_->record().find(*number_of(text_of(*command.value)));
    return phrase({past_forms[static_cast<int>(*disturbance)], " ", words_of(*message)});
  }
  const Control& control = *find(command.id);
  if (!command.value) return control.label;
  std::string value = text_of(*command.value);
  if (const bool* flag = std::get_if<bool>(&*command.value)) value = *flag ? "on" : "off";
  for (const Option& option : control.options) {
    if (option.id == value) value = option.label;
  }
  return phrase({control.label, ": ", value});
}

std::optional<Refusal> Session::act(Command command) {
  if (auto refusal = this->refusal(command)) return refusal;
  ++changes_;
  if (is_own(command.id) && !disturbance_of(command.id)) {
    return command.value ? own_.set(command.id, *command.value) : own_.press(command.id);
  }
  keep_checkpoint();
  fork();
  deeds_.push_back({now(), std::move(command)});
  perform(deeds_.back().command);
  ++applied_;
  reviewing_ = false;
  carry_ = 0;
  if (deeds_.size() > most_commands) move_beginning();
  return std::nullopt;
}

// What was played beyond the shown place is from now on the other run.
void Session::fork() {
  if (at_end()) return;
  other_ = std::make_unique<OtherRun>(OtherRun{deeds_, end_, std::move(furthest_)});
  deeds_.resize(applied_);
  end_ = now();
  while (!checkpoints_.empty() &&
         (checkpoints_.back().applied > applied_ || checkpoints_.back().model->now() > now())) {
    checkpoints_.pop_back();
  }
}

// Of the model's controls or a disturbance; it has been checked.
void Session::perform(const Command& command) {
  model_->note_command(command.id, command.value, words_of(command));
  if (const auto disturbance = disturbance_of(command.id)) {
    model_->disturb(*model_->record().find(*number_of(text_of(*command.value))), *disturbance);
  } else if (command.value) {
    (void)model_->controls().set(command.id, *command.value);
  } else {
    (void)model_->controls().press(command.id);
  }
}

// Whole milliseconds of what has passed; the rest is carried on.
Milliseconds Session::whole(double milliseconds) {
  const double all = carry_ + milliseconds;
  // What rounding takes from a whole millisecond is none of the rest.
  const double passed = std::floor(all + 1e-6);
  carry_ = std::max(0.0, all - passed);
  return static_cast<Milliseconds>(passed);
}

// Time passes at the shown place: up to end() as the run was played, then on.
void Session::pass(Milliseconds time) {
  keep_checkpoint();
  const bool again = !at_end();
  while (time > 0) {
    const bool more = applied_ < deeds_.size();
    const Milliseconds until = more ? deeds_[applied_].at : std::max(end_, now());
    if (more && (until <= now() || !model_->moving())) {
      model_->wait(until - now());
      perform(deeds_[applied_++].command);
      continue;
    }
    Milliseconds most = std::min(time, checkpoint_spacing_);
    if (more) most = std::min(most, until - now());
    const Milliseconds passed = model_->run(most);
    time -= passed;
    keep_checkpoint();
    if (!more && passed < most) {
      model_->wait(std::max<Milliseconds>(0, until - now()));
      carry_ = 0;
      break;
    }
  }
  end_ = std::max(end_, now());
  if (again && at_end()) {
    furthest_.reset();
    reviewing_ = false;
  }
}

// A run that was swapped in, or played at once by a link, has no checkpoints but the first.
void Session::wait_until(Milliseconds at) {
  while (now() < at) {
    model_->wait(std::min(at - now(), checkpoint_spacing_));
    keep_checkpoint();
  }
}

void Session::keep_checkpoint() {
  if (checkpoints_.empty()) {
    checkpoint_spacing_ = first_spacing;
    checkpoint_deeds_ = first_deeds;
    checkpoints_.push_back({applied_, model_->copy()});
    return;
  }
  const Checkpoint& last = checkpoints_.back();
  if (applied_ < last.applied + checkpoint_deeds_ &&
      now() < last.model->now() + checkpoint_spacing_) {
    return;
  }
  if (checkpoints_.size() == most_checkpoints) {
    std::vector<Checkpoint> fewer;
    for (std::size_t i = 0; i < checkpoints_.size(); i += 2) {
      fewer.push_back(std::move(checkpoints_[i]));
    }
    checkpoints_ = std::move(fewer);
    checkpoint_spacing_ *= 2;
    checkpoint_deeds_ *= 2;
  }
  checkpoints_.push_back({applied_, model_->copy()});
}

// The second checkpoint becomes the beginning.
void Session::move_beginning() {
  if (checkpoints_.size() < 2) return;
  checkpoints_.erase(checkpoints_.begin());
  const std::size_t gone = checkpoints_.front().applied;
  deeds_.erase(deeds_.begin(), deeds_.begin() + static_cast<std::ptrdiff_t>(gone));
  applied_ -= gone;
  for (Checkpoint& checkpoint : checkpoints_) checkpoint.applied -= gone;
  beginning_at_ = checkpoints_.front().model->now();
  beginning_moved_ = true;
  other_.reset();
}

std::size_t Session::deeds_until(Milliseconds at) const {
  const auto later = std::upper_bound(deeds_.begin(), deeds_.end(), at,
                                      [](Milliseconds t, const Deed& deed) { return t < deed.at; });
  return static_cast<std::size_t>(later - deeds_.begin());
}

// To a place of the run, at most end(): from where it stands, or from a checkpoint if that is
// nearer.
void Session::go(Milliseconds at, std::size_t applied) {
  if (checkpoints_.empty()) keep_checkpoint();
  const bool forward = at >= now() && applied >= applied_;
  if (!forward && at_end()) furthest_ = std::move(model_);
  if (furthest_ && at >= end_ && applied == deeds_.size()) {
    model_ = std::move(furthest_);
    applied_ = applied;
  } else {
    const Checkpoint* nearest = nullptr;
    for (const Checkpoint& checkpoint : checkpoints_) {
      if (checkpoint.applied <= applied && checkpoint.model->now() <= at) nearest = &checkpoint;
    }
    if (!forward || nearest->model->now() > now() || nearest->applied > applied_) {
      model_ = nearest->model->copy();
      applied_ = nearest->applied;
    }
  }
  list_controls();
  while (applied_ < applied) {
    wait_until(deeds_[applied_].at);
    perform(deeds_[applied_++].command);
    keep_checkpoint();
  }
  wait_until(at);
  carry_ = 0;
  if (at_end()) furthest_.reset();
  reviewing_ = !at_end();
  ++changes_;
}

std::optional<Refusal> Session::seek(double seconds) {
  const double milliseconds = std::round(seconds * 1000);
  if (!(milliseconds >= static_cast<double>(beginning_at_) &&
        milliseconds <= static_cast<double>(end_))) {
    return Refusal{
        Refusal::Kind::range,
        phrase({"seek takes seconds from ", instant_text(beginning_at_), " to ", instant_text(end_),
                ", as far as the run was played, not ", number_text(seconds, 3)})};
  }
  const auto at = static_cast<Milliseconds>(milliseconds);
  go(at, deeds_until(at));
  return std::nullopt;
}

void Session::go_to_beginning() {
  go(beginning_at_, 0);
}

void Session::go_to_end() {
  go(end_, deeds_.size());
}

void Session::back() {
  // The place before the first command of this instant, or after what came last before it.
  const std::size_t before =
      applied_ > 0 && deeds_[applied_ - 1].at == now() ? deeds_until(now() - 1) : applied_;
  if (before < applied_) return go(now(), before);
  Milliseconds at = beginning_at_;
  for (const Mark& mark : record().marks()) {
    if (mark.at < now()) at = std::max(at, mark.at);
  }
  go(at, deeds_until(at));
}

void Session::on() {
  if (applied_ < deeds_.size() && deeds_[applied_].at <= now())
    return go(now(), deeds_until(now()));
  Milliseconds at = end_;
  for (const Mark& mark : record().marks()) {
    if (mark.at > now()) at = std::min(at, mark.at);
  }
  // First to the place before the commands of that instant.
  const std::size_t until = deeds_until(at - 1);
  const bool command_comes = until < deeds_.size() && deeds_[until].at == at;
  go(at, command_comes ? until : deeds_until(at));
}

void Session::swap_runs() {
  if (!other_) return;
  go_to_end();
  std::unique_ptr<Model> last = std::move(model_);
  model_ = std::move(other_->furthest);
  other_->furthest = std::move(last);
  std::swap(deeds_, other_->deeds);
  std::swap(end_, other_->end);
  applied_ = deeds_.size();
  // Only the beginning is surely common to both.
  checkpoints_.erase(checkpoints_.begin() + 1, checkpoints_.end());
  list_controls();
  reviewing_ = false;
  ++changes_;
}

}  // namespace microsims
