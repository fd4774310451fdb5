#include "stage/draw/page.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace microsims;

namespace {

PageParts parts_of(float width) {
  return {.width = width,
          .height = 620,
          .panel_height = 96,
          .timeline = true,
          .diagram = true,
          .drawer = true,
          .drawer_panel_height = 150,
          .drawer_picture_height = 330};
}

}  // namespace

TEST_CASE("The parts of a page lie below each other and fill it, at every width", "[page]") {
  for (float width = 320; width <= 1400; width += 20) {
    INFO(width);
    const Page page = lay_out_page(parts_of(width));
    float y = 0;
    for (const Box* part :
         {&page.region, &page.timeline, &page.panel, &page.drawer_panel, &page.drawer_picture}) {
      CHECK(part->x == 0);
      CHECK(part->y == y);
      CHECK(part->width == width);
      CHECK(part->height > 0);
      y = part->bottom();
    }
    CHECK(page.height == y);
    CHECK(page.timeline.height == 44);
    // The picture keeps clear of the prompt and stays in the region.
    CHECK(page.picture.y >= page.prompt.bottom());
    CHECK(page.picture.bottom() == page.region.bottom());
  }
}

TEST_CASE("A page of the same content never grows with its width", "[page]") {
  for (float width = 320; width <= 1400; width += 10) {
    CHECK(lay_out_page(parts_of(width)).height == lay_out_page(parts_of(320)).height);
  }
}

TEST_CASE("A timeline makes the page higher by its own height, and takes none of the picture",
          "[page]") {
  PageParts parts = parts_of(700);
  const Page with = lay_out_page(parts);
  parts.timeline = false;
  const Page without = lay_out_page(parts);
  CHECK(with.height == without.height + timeline_height);
  CHECK(with.picture.height == without.picture.height);
  CHECK(without.timeline.height == 0);
}

TEST_CASE("Picture and space-time view stand side by side from 900 pixels on", "[page]") {
  for (float width = 320; width <= 1400; width += 20) {
    INFO(width);
    PageParts parts = parts_of(width);
    const Page page = lay_out_page(parts);
    parts.diagram_shown = true;
    const Page shown = lay_out_page(parts);
    if (width < both_views) {
      CHECK(page.diagram.height == 0);
      CHECK(shown.picture.height == 0);
      CHECK(shown.diagram.width == width);
      CHECK(shown.diagram.height == page.picture.height);
    } else {
      CHECK(page.picture.width >= 500);
      CHECK(page.diagram.x == page.picture.right());
      CHECK(page.diagram.right() == width);
      CHECK(page.diagram.width >= 380);
      CHECK(shown.picture.width == page.picture.width);
    }
  }
}

TEST_CASE("A sim without messages keeps the whole region for its picture", "[page]") {
  PageParts parts = parts_of(1200);
  parts.diagram = false;
  CHECK(lay_out_page(parts).picture.width == 1200);
  CHECK(lay_out_page(parts).diagram.height == 0);
}
