// metadata.json of a sim: what search engines for MicroSims and the checkers of course authors read.
// Root level: Dublin Core with the fields of the course tools. `microsim`: the schema of the
// MicroSim search.

const CREATOR = 'Distributed Data MicroSims';
const RIGHTS = 'MIT License';

/** From what the sim says about itself (catalogue) and what its author wrote (about.json). */
export function metadata({ id, title, height, controls, version }, about) {
  const educational = {
    gradeLevel: about.gradeLevel,
    subjectArea: about.subjectArea,
    topic: about.topic,
    learningObjectives: about.learningObjectives,
    bloomsTaxonomy: about.bloomsTaxonomy,
    prerequisites: about.prerequisites,
    difficulty: about.difficulty,
    duration: {
      typical: about.minutes.typical,
      range: { min: about.minutes.min, max: about.minutes.max },
    },
    misconceptions: about.misconceptions,
  };
  const dublinCore = {
    title,
    description: about.description,
    creator: [CREATOR],
    subject: about.subject,
    date: `${about.date}T00:00:00Z`,
    type: 'Interactive Simulation',
    format: 'text/html',
    language: 'en',
    rights: RIGHTS,
    identifier: id,
  };
  return {
    ...dublinCore,
    creator: CREATOR,
    date: about.date,
    library: 'Dear ImGui, SDL2 and WebAssembly',
    version,
    bloomLevel: about.bloomLevel,
    completion_status: 'complete',
    chapter_number: about.chapter.number,
    chapter_title: about.chapter.title,
    chapter_dir: about.chapter.dir,
    canvasHeight: height,
    educational,
    pedagogical: {
      targetAudience: about.targetAudience,
      activities: about.activities.map((activity) => activity.title),
      assessment: about.assessment.map(({ question }) => question),
    },
    microsim: {
      dublinCore,
      search: {
        tags: about.tags,
        visualizationType: about.visualizationType,
        interactionLevel: about.interactionLevel,
        complexity: about.complexity,
      },
      educational,
      technical: {
        framework: 'other',
        version,
        canvasDimensions: { width: 700, height, responsive: true },
        regions: about.drawHeight && {
          drawHeight: about.drawHeight,
          controlHeight: height - about.drawHeight,
        },
        deviceRequirements: {
          minScreenWidth: 320,
          touchSupport: false,
          keyboardRequired: false,
          mouseRequired: false,
          networkRequired: false,
        },
        accessibility: {
          screenReader: true,
          keyboardNavigation: true,
          colorContrast: true,
          altText: true,
        },
      },
      userInterface: {
        layoutType: 'responsive-width',
        // Which messages can be disturbed depends on the moment: no options, nothing to describe.
        controls: controls
          .filter(({ place, options }) => place !== 'parameter' && options?.length !== 0)
          .map(describeControl),
      },
    },
  };
}

const TYPES = { button: 'button', slider: 'slider', toggle: 'checkbox', choice: 'dropdown' };

function describeControl({ id, kind, label, min, max, step, value, options, optionLabels }) {
  const properties = {
    button: () => ({ text: label }),
    slider: () => ({ min, max, default: value, step }),
    toggle: () => ({ checked: value }),
    choice: () => ({
      options: options.map((option, i) => ({ value: option, label: optionLabels?.[i] ?? option })),
      default: value,
    }),
  }[kind]();
  return { id, type: TYPES[kind], label, properties };
}
