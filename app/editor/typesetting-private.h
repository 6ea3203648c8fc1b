/* The tags of a typesetting: typesetting.c makes them, text-setter.c applies them. */
#pragma once

#include "editor/typesetting.h"

G_BEGIN_DECLS

/* Tables of more columns are set like those of this many. */
#define OB_MAX_COLUMNS 8

/* The tags, in the order of their priority: where two say different things, the later is right. */
typedef enum
{
  OB_LOOK_HEADING, /* and five more for the levels below */
  OB_LOOK_FOOTNOTE = OB_LOOK_HEADING + 6,
  OB_LOOK_PREFORMATTED,
  OB_LOOK_STANDFIRST,
  OB_LOOK_BYLINE,
  OB_LOOK_CAPTION,
  OB_LOOK_COMMENT,
  OB_LOOK_SMALL_PRINT,
  OB_LOOK_TITLE,
  OB_LOOK_IMAGE, /* room above for the frame of an image */
  OB_LOOK_TIGHT, /* nearer to what follows: items of a list, rows of a table */
  OB_LOOK_INDENT_LEFT,
  OB_LOOK_INDENT_RIGHT = OB_LOOK_INDENT_LEFT + OB_MAX_INDENT,
  OB_LOOK_COLUMNS = OB_LOOK_INDENT_RIGHT + OB_MAX_INDENT, /* two, and more until OB_MAX_COLUMNS */
  OB_LOOK_EMPHASIS = OB_LOOK_COLUMNS + OB_MAX_COLUMNS - 1,
  OB_LOOK_STRONG,
  OB_LOOK_SUPERSCRIPT,
  OB_LOOK_SUBSCRIPT,
  OB_LOOK_CODE,
  OB_LOOK_LINK,
  OB_LOOK_HIDDEN,
  OB_N_LOOKS,
  OB_LOOK_NONE = OB_N_LOOKS
} ObLook;

/* (transfer none) */
GtkTextTag *ob_typesetting_get_tag (ObTypesetting *typesetting, ObLook look);

G_END_DECLS
