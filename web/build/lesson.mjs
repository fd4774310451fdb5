// index.md of a sim: the page of a course site that shows it, with its lesson plan.

/** Markdown as MkDocs Material reads it. */
export function lesson({ id, title, height }, about) {
  const frame = height + 2; // the border of an iframe
  return `---
title: ${title}
description: ${JSON.stringify(about.sentence)}
quality_score: 100
image: ${id}.png
og:image: ${id}.png
twitter:image: ${id}.png
social:
  cards: false
---

# ${title}

<iframe src="main.html" title="${title}" height="${frame}px" width="100%" scrolling="no"></iframe>

[Run MicroSim in Fullscreen](main.html){ .md-button .md-button--primary }

**Copy this iframe to your website:**

\`\`\`html
<iframe src="../../sims/${id}/main.html" title="${title}" height="${frame}px" width="100%" scrolling="no"></iframe>
\`\`\`

## Description

${about.description}

### How to Use

${numbered(about.howToUse)}

${famousRuns(about.runs)}## Lesson Plan

### Learning Objectives

After this lesson students can:

${bullets(about.learningObjectives)}

### Target Audience

${about.targetAudience} Level: ${about.difficulty.toLowerCase()}.

### Prerequisites

${bullets(about.prerequisites)}

### Activities

${numbered(about.activities.map((a) => `**${a.title}** (${a.minutes} minutes). ${a.text}`))}

### Assessment

${numbered(about.assessment.map((a) => `${a.question} *Answer: ${a.answer}*`))}

## References

${numbered(about.references.map((r) => `[${r.title}](${r.url}) - ${r.date} - ${r.where} - ${r.relevance}`))}
`;
}

/** Each leads to the moment that its sentence is about. */
function famousRuns(runs = []) {
  if (runs.length === 0) return '';
  const lines = runs.map(({ name, sentence, link }) => `[${name}](main.html${link}): ${sentence}`);
  return `## Famous runs\n\n${bullets(lines)}\n\n`;
}

const bullets = (lines) => lines.map((line) => `- ${line}`).join('\n');
const numbered = (lines) => lines.map((line, i) => `${i + 1}. ${line}`).join('\n');
