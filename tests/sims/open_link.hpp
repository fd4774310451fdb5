#pragma once
// A session as a page opens it, for tests and for the program that prints the famous runs.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stage/model/session.hpp"

namespace play {

/// Settings in the order of the controls, then what `do` and `at` of the link say; a sentence in
/// `warnings` for each thing that is wrong with it. A seed that is no number is 0.
std::unique_ptr<microsims::Session> open_link(const microsims::Sim& sim, std::string_view query,
                                              std::vector<std::string>& warnings);

/// The state object as JSON.
std::string state(const microsims::Model& model);

}  // namespace play
