/* One thing of a project as the members of a JSON object: what "list --json" prints, and what the
 * format "jsonl" is made of.
 *
 * Each function appends members to the object that is open in @out.  Ids are the same in every copy
 * of a project; attributes that are speakers, disputes or positions are given by id.  Things are
 * written in an order that does not depend on the copy either.
 */
#pragma once

#include "formats/catalogue.h"

G_BEGIN_DECLS

/* id, article, label, annotator, segments, text, attributes, note, speaker, links, origin, created,
 * modified. */
void ob_records_add_annotation (GString *out,
                                ObCatalogue *catalogue,
                                const ObText *text,
                                const ObAnnotation *annotation);

/* id, title, byline, outlet, url, published, language, file_name, length, sha256, version,
 * previous, states. */
void ob_records_add_article (GString *out, ObCatalogue *catalogue, const ObArticle *article);

/* id ("claim"), name, parent, colour, line, key, use_when, avoid_when, example,
 * position, attributes. */
void ob_records_add_label (GString *out, ObCatalogue *catalogue, const ObLabel *label);

/* id, from, type, to. */
void ob_records_add_link (GString *out, ObCatalogue *catalogue, const ObLink *link);

/* id, name, kind, role, reliability, aliases. */
void ob_records_add_speaker (GString *out, ObCatalogue *catalogue, const ObSpeaker *speaker);

/* id, question, kind, status, positions {id, text}. */
void ob_records_add_dispute (GString *out, ObCatalogue *catalogue, const ObDispute *dispute);

/* id, name, colour. */
void ob_records_add_annotator (GString *out, ObCatalogue *catalogue, const ObAnnotator *annotator);

/* id, on (a label by what edits call it), annotator, text, resolved, created. */
void ob_records_add_comment (GString *out, ObCatalogue *catalogue, const ObComment *comment);

/* id, article, text, reason, resolved, annotation (as it was to be made), created. */
void ob_records_add_stray (GString *out, ObCatalogue *catalogue, const ObStray *stray);

/* The member "segments" of an object: pairs of offsets in code points, half-open. */
void ob_records_add_segments (GString *out, const GArray *segments);

G_END_DECLS
