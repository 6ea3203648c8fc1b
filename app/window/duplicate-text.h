/* How things that there are twice read in dialogs. */
#pragma once

#include "store/duplicates.h"

G_BEGIN_DECLS

/* "Speaker: “Sergei Lavrov” and “Sergey Lavrov”".  Returns: (transfer full). */
char *ob_duplicate_text_names (const ObDuplicate *duplicate);

/* What making them one does.  Returns: (transfer full). */
char *ob_duplicate_text_effect (const ObDuplicate *duplicate);

G_END_DECLS
