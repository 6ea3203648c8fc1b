/* Mails (EML, RFC 5322 and MIME), through gmime: subject, sender and date become metadata, the text
 * is read from the part that is to be shown; attachments are left out, and that is said. */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Whether @bytes begin with the head of a mail. */
gboolean ob_e_mail_is_message (GBytes *bytes);

/* Loads what gmime keeps for all mails. */
void ob_e_mail_prepare (void);

/* Reads @bytes.  Returns: (transfer full) (nullable): NULL with OB_ARTICLES_ERROR_CONTENT. */
ObDraft *ob_e_mail_read (GBytes *bytes, GError **error);

G_END_DECLS
