#include "simulation/simulation.hpp"
#include "golden.hpp"
#include "simulation/latency.hpp"

using namespace distributed;
using namespace distributed::simulation;

namespace {

struct Token {
  enum class Kind : std::uint8_t { token };
  Kind kind = Kind::token;
  std::uint64_t hops = 0;
};

// Nodes that hand tokens on, and a timer that starts another one now and then.
struct Relay {
  Simulation<Token> engine;
  golden::Digest seen{};

  void receive(NodeId from, NodeId to, const Token& token) {
    seen.add(engine.now());
    seen.add(from * 16 + to);
    if (token.hops > 0)
      engine.send(to, (to * 3 + from + 1) % 6, Token{Token::Kind::token, token.hops - 1});
  }
  void timer(NodeId node, std::uint64_t token) {
    engine.send(node, (node + 1) % 6, Token{Token::Kind::token, 20});
    engine.set_timer(node, milliseconds(7), token + 1);
  }
};

}  // namespace

void golden::simulation() {
  Network network{6, Latency::exponential(milliseconds(1), milliseconds(4)), 0.02};
  network.set_latency(0, 1, Latency::pareto(milliseconds(2), 1.5));
  network.set_latency(1, 2, Latency::uniform(milliseconds(1), milliseconds(9)));
  Relay relay{Simulation<Token>{network, Generator{11}}};
  relay.engine.set_timer(0, milliseconds(1), 0);
  relay.engine.set_timer(3, milliseconds(2), 0);
  relay.engine.advance_to(milliseconds(300), relay);
  relay.engine.network().partition({{0, 1, 2}, {3, 4, 5}});
  relay.engine.network().crash(4);
  relay.engine.advance_to(milliseconds(600), relay);
  relay.engine.network().heal();
  relay.engine.network().restart(4);
  relay.engine.advance_to(seconds(1), relay);
  print("simulation/sent-handled-in-flight",
        {relay.engine.sent(), relay.engine.handled(), relay.engine.in_flight().size()});
  print_hex("simulation/arrivals", {relay.seen.value()});
}
