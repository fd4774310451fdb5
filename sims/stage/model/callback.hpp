#pragma once
// A function with a little state, called through one pointer.
//
//   Callback<double()> value = [this] { return w_; };
//
// Of std::function it keeps the call and leaves out what makes up most of its code, once for each
// lambda: copies of a state that can be anything, and their end.

#include <concepts>
#include <cstddef>
#include <new>
#include <type_traits>

namespace microsims {

template <typename Signature>
class Callback;

template <typename Result, typename... Arguments>
class Callback<Result(Arguments...)> {
 public:
  Callback() = default;

  /// Takes a lambda that captures up to three words: pointers, references, numbers.
  template <std::invocable<Arguments...> Function>
  requires(!std::same_as<Function, Callback>) Callback(Function function)
      : call_([](const std::byte* state, Arguments... arguments) -> Result {
          return (*std::launder(reinterpret_cast<const Function*>(state)))(arguments...);
        }) {
    static_assert(sizeof(Function) <= sizeof state_ && alignof(Function) <= alignof(double));
    static_assert(std::is_trivially_copyable_v<Function>);
    // A view of a string that the lambda returns would dangle.
    static_assert(std::is_void_v<Result> || std::is_arithmetic_v<Result> ||
                  std::same_as<Result, std::invoke_result_t<Function, Arguments...>>);
    new (state_) Function(function);
  }

  explicit operator bool() const { return call_ != nullptr; }
  Result operator()(Arguments... arguments) const { return call_(state_, arguments...); }

 private:
  alignas(double) std::byte state_[24];
  Result (*call_)(const std::byte*, Arguments...) = nullptr;
};

}  // namespace microsims
