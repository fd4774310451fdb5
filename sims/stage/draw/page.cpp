#include "stage/draw/page.hpp"

#include <algorithm>

namespace microsims {

Page lay_out_page(const PageParts& parts) {
  constexpr float prompt_top = 46, below_prompt = 8, line_pitch = 1.12f;
  constexpr float picture_share = 0.55f, least_picture = 500;
  const float width = parts.width;
  Page page;
  const float panel_height = parts.panel_height + 2 * page_margin;
  page.region = {0, 0, width, parts.height - panel_height};
  // On a narrow page the prompt may need two lines, and the picture must not jump when it does.
  const float lines = width < narrow_page ? 2 : 1;
  page.prompt = {page_margin, prompt_top, width - 2 * page_margin,
                 lines * parts.prompt_line * line_pitch};
  const float top = page.prompt.bottom() + below_prompt;
  const Box inner{0, top, width, page.region.bottom() - top};
  page.picture = inner;
  if (parts.diagram && width >= both_views) {
    page.picture.width = std::max(least_picture, picture_share * width);
    page.diagram = {page.picture.right(), top, width - page.picture.width, inner.height};
  } else if (parts.diagram && parts.diagram_shown) {
    page.diagram = inner;
    page.picture = {};
  }
  page.timeline = {0, page.region.bottom(), width,
                   parts.timeline ? static_cast<float>(timeline_height) : 0};
  page.panel = {0, page.timeline.bottom(), width, panel_height};
  page.height = page.panel.bottom();
  if (parts.drawer) {
    page.drawer_panel = {0, page.height, width, parts.drawer_panel_height + 2 * page_margin};
    page.drawer_picture = {0, page.drawer_panel.bottom(), width, parts.drawer_picture_height};
    page.height = page.drawer_picture.bottom();
  }
  return page;
}

}  // namespace microsims
