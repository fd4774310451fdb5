#pragma once
// The controls as the page contract describes them.

#include <vector>

#include "stage/model/control.hpp"
#include "stage/model/json.hpp"

namespace microsims {

void write_value(Json& json, const Value& value);

/// An array of Control objects; `more` may add members to each.
void write_controls(Json& json, const std::vector<const Control*>& controls,
                    const Callback<void(const Control&)>& more = {});

}  // namespace microsims
