#include "stage/model/messages.hpp"

namespace microsims {

using distributed::simulation::Happening;
using distributed::simulation::Loss;

void note_message(Record& record, const Translation& run, Happening what,
                  distributed::simulation::Time at, const distributed::simulation::Flight& flight,
                  Message message, bool refused) {
  const MessageNumber number = run.number(flight.id);
  switch (what) {
    case Happening::sent:
    case Happening::duplicated:
      message.number = number;
      message.sent = run.at(flight.sent_at);
      message.due = run.at(flight.arrives_at);
      message.copy_of = flight.copy_of ? run.number(flight.copy_of) : 0;
      record.send(message);
      break;
    case Happening::delayed:
      record.postpone(number, run.at(flight.arrives_at));
      break;
    case Happening::arrived:
      record.end(number, refused ? Delivery::refused : Delivery::arrived, run.at(at));
      break;
    case Happening::lost:
      record.end(number, flight.loss == Loss::dropped ? Delivery::dropped : Delivery::lost,
                 run.at(at));
      break;
  }
}

}  // namespace microsims
