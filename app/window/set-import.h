/* Annotation sets in the window: what is opened or dropped is looked at first; what is a set of some
 * format is shown in a dialog before anything of it is imported.
 *
 *   +-----------------------------------------------------+
 *   | Cancel        Import Annotations             Import |
 *   | ferry.jsonld: Web Annotations (JSON-LD)             |
 *   | 120 annotations in 2 articles; 3 need attention     |
 *   | +-------------------------------------------------+ |
 *   | | The ferry      updated    100 new               | |
 *   | | The harbour    added      20 new, 3 ...         | |
 *   | +-------------------------------------------------+ |
 *   | Labels that are not in the codebook                 |
 *   | Threat     [ Add to the codebook v ]                |
 *   | Event      [ Claim               v ]                |
 *   | Passages whose offsets were counted otherwise: 20.  |
 *   +-----------------------------------------------------+
 *
 * Reading is done by a worker, once to show and once more to import, so that what was done meanwhile
 * is known; an import is one undo step.
 */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Takes the files that are no sets; @files (transfer full): GPtrArray of GFile, not empty. */
typedef void (*ObSetImportRest) (ObWindow *window, GPtrArray *files);

/* Tells the annotation sets among @files (GPtrArray of GFile with a path; folders too) from what else
 * they are, in a worker.  That goes to @rest first; then each set has its dialog, one after the
 * other. */
void ob_set_import_sort (ObWindow *window, GPtrArray *files, ObSetImportRest rest);

G_END_DECLS
