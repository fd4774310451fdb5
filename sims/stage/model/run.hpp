#pragma once
// A run as a value: the commands, each with the instant at which it took effect. With the sim, the
// seed and the settings of the beginning it tells everything that followed.
//
//   write_deeds(deeds)                        "partition@0.4,heal@13.2,manual-balance=600@15"
//   read_deeds(text, warnings)                the same backwards, as a link has it
//
// A value is percent-encoded where it holds a sign that a link gives a meaning.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/record.hpp"

namespace microsims {

/// What is asked of a sim: a control's id, and a value unless it is to be pressed.
struct Command {
  std::string id;
  std::optional<Value> value;
};

/// A command and when it took effect.
struct Deed {
  Milliseconds at = 0;
  Command command;
};

constexpr std::size_t most_deeds_in_link = 500, longest_link = 8192;
/// The latest instant that a link may name: a day.
constexpr Milliseconds latest_instant = 24 * 60 * 60 * 1000;

/// "0.4": seconds with up to three decimals.
std::string instant_text(Milliseconds at);
/// Nothing unless the text is a number of seconds from 0 to a day with at most three decimals.
std::optional<Milliseconds> read_instant(std::string_view text);

/// "9", "true", "leaderless": a value as a link has it, before its signs are encoded.
std::string text_of(const Value& value);

/// Signs that have a meaning in an address as %XX.
std::string encoded(std::string_view text);

std::string write_deeds(const std::vector<Deed>& deeds);

/// One entry of a link, taken apart: "manual-balance=600@15".
struct LinkEntry {
  std::string whole;  // as it was written, at most 60 characters
  std::string id;
  std::optional<std::string> value;  // decoded
  Milliseconds at = 0;
};

/// Takes a link's list of commands apart. What cannot be read is left out and named in `warnings`,
/// a sentence each; a list of more than most_deeds_in_link entries or longest_link characters is
/// left out whole.
std::vector<LinkEntry> read_deeds(std::string_view text, std::vector<std::string>& warnings);

/// No longer than 60 characters.
std::string shortened(std::string_view text);

}  // namespace microsims
