/* What downloads of news aggregators look like: data/aggregators.ini. */
#pragma once

#include "articles/draft.h"

G_BEGIN_DECLS

/* Loads the rules.  Returns: (transfer full). */
GKeyFile *ob_aggregator_rules_load (void);

/* Returns: (transfer full): the words under @key of @group; none when there is no such key. */
char **ob_aggregator_rules_get (GKeyFile *rules, const char *group, const char *key);

/* Whether @text is one of the words under @key, whatever its case and the spaces around it. */
gboolean
ob_aggregator_rules_match (GKeyFile *rules, const char *group, const char *key, const char *text);

/* Whether @text is "Word: value" with one of the words under @key; @value: (out) (transfer none).
 */
gboolean ob_aggregator_rules_match_field (
    GKeyFile *rules, const char *group, const char *key, const char *text, const char **value);

/* Sets the published date of @draft from @text, which may go on after the date.  FALSE when it does
 * not begin with one. */
gboolean ob_aggregator_set_date (ObDraft *draft, const char *text);

G_END_DECLS
