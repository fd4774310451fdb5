#include <benchmark/benchmark.h>
#include <emscripten.h>

EM_JS(double, cpu_seconds, (), {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1e6;
});

int main() {
  return benchmark::run_all();
}
