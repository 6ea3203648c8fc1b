/* The cue lexicon: words that report speech and thought ("said", "according to", "denied"), with
 * what may follow them, and the small words that tell where phrases end.
 *
 * The list is data/cues/LANGUAGE.txt, which explains its form; inflected forms are made from it.
 * Immutable once made, from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OB_CUE_SPEECH,
  OB_CUE_WRITING,
  OB_CUE_THOUGHT,
  OB_CUE_INTENT,
  OB_CUE_ATTITUDE,
  OB_CUE_EVIDENCE,
  OB_CUE_QUESTION,
  OB_CUE_SOURCE,    /* "according to" */
  OB_CUE_ADJECTIVE, /* "confident" */
  OB_CUE_NOUN,      /* "allegation" */
} ObCueClass;

/* What may follow a cue; see the list. */
typedef enum
{
  OB_FRAME_QUOTE = 1 << 0,
  OB_FRAME_CLAUSE = 1 << 1,
  OB_FRAME_THAT = 1 << 2,
  OB_FRAME_QUESTION = 1 << 3,
  OB_FRAME_INFINITIVE = 1 << 4,
  OB_FRAME_NOUN = 1 << 5,
  OB_FRAME_ING = 1 << 6,
  OB_FRAME_HEARER = 1 << 7,
  OB_FRAME_AFTER = 1 << 8,
} ObCueFrames;

typedef enum
{
  OB_FORM_BASE = 1 << 0,
  OB_FORM_THIRD = 1 << 1, /* "says" */
  OB_FORM_PAST = 1 << 2,
  OB_FORM_PARTICIPLE = 1 << 3, /* "written" */
  OB_FORM_ING = 1 << 4,
} ObCueForms;

/* Words that the rules steer by. */
typedef enum
{
  OB_STEER_SUBJECT = 1 << 0,
  OB_STEER_OBJECT = 1 << 1,
  OB_STEER_DETERMINER = 1 << 2,
  OB_STEER_POSSESSIVE = 1 << 3,
  OB_STEER_PREPOSITION = 1 << 4,
  OB_STEER_CONJUNCTION = 1 << 5,
  OB_STEER_CLAUSE = 1 << 6,
  OB_STEER_QUESTION = 1 << 7,
  OB_STEER_AUXILIARY = 1 << 8,
  OB_STEER_BE = 1 << 9,
  OB_STEER_NEGATION = 1 << 10,
  OB_STEER_ADVERB = 1 << 11,
  OB_STEER_TITLE = 1 << 12,
  OB_STEER_DAY = 1 << 13,
  OB_STEER_VERB = 1 << 14,
} ObSteer;

typedef struct
{
  char *lemma; /* "warn of" */
  ObCueClass class;
  const char *stance; /* "asserts", "denies", "doubts", "reports", "mentions", "concedes" */
  guint frames;       /* ObCueFrames */
  char **rest;        /* (nullable) folded words that must follow the first, NULL-terminated */
} ObCue;

/* A cue that a word may be (the first word of). */
typedef struct
{
  const ObCue *cue;
  guint forms; /* ObCueForms of the verb */
} ObCueMatch;

/* What the lexicon knows of one word. */
typedef struct
{
  guint steer;     /* ObSteer */
  guint forms;     /* ObCueForms of any of its cues that are verbs */
  GArray *matches; /* (nullable) ObCueMatch */
} ObCueWord;

typedef struct _ObCues ObCues;

/* The lexicon of @language (BCP 47; nullable: English), which is English's when there is no other.
 * Returns: (transfer none), never freed. */
const ObCues *ob_cues_get (const char *language);

/* @folded: in lower case.  Returns: (transfer none) (nullable). */
const ObCueWord *ob_cues_lookup (const ObCues *cues, const char *folded);

/* The cue that @words ("has claimed") is or contains, for the page of a speaker.
 * Returns: (transfer none) (nullable). */
const ObCue *ob_cues_find (const ObCues *cues, const char *words);

/* "speech", "attitude". */
const char *ob_cue_class_get_name (ObCueClass class);

G_END_DECLS
