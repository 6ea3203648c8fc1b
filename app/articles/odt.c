#include "articles/odt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/xml.h"

/* Styles are based on each other; more steps than this are a circle. */
#define MAX_BASES 16

/* One element stands for so many spaces at most. */
#define MAX_SPACES 100

typedef struct
{
  ObDraft *draft;
  GHashTable *styles; /* name -> style:style */
  GHashTable *lists;  /* name -> text:list-style */
  GPtrArray *notes;   /* text:note-body, in the order of their marks */
  GPtrArray *boxes;   /* draw:text-box that wait for the end of their paragraph */
  guint list_level;   /* 0 outside lists */
  guint item_number;  /* of the item whose first paragraph comes; 0 for a bullet */
  gboolean in_line;   /* in a cell or a note, whose paragraphs are one */
  ObBlockKind kind;
  guint level;
  gboolean has_title;
  guint n_comments;
} Reader;

static void read_blocks (Reader *self, const xmlNode *parent);

static void
read_waiting (gpointer data, const xmlNode *box)
{
  read_blocks (data, box);
}
static void read_inlines (Reader *self, const xmlNode *parent);

/* Styles --------------------------------------------------------------------------------------- */

/* Adds the styles below @top. */
static void
add_styles (Reader *self, xmlNode *top)
{
  for (xmlNode *node = top; node != NULL; node = ob_xml_next (node, top))
    {
      char *name;

      if (!ob_xml_is (node, "style") && !ob_xml_is (node, "list-style"))
        continue;
      name = ob_xml_get (node, "name");
      if (name != NULL)
        g_hash_table_insert (ob_xml_is (node, "style") ? self->styles : self->lists, name, node);
    }
}

/* The text property @name of the style @id, or of those that it is based on. */
static char *
get_property (const Reader *self, const char *id, const char *name)
{
  g_autofree char *at = g_strdup (id);

  for (guint i = 0; i < MAX_BASES && at != NULL; i++)
    {
      const xmlNode *style = g_hash_table_lookup (self->styles, at);
      char *value = ob_xml_get (ob_xml_child (style, "text-properties"), name);

      if (value != NULL)
        return value;
      g_free (at);
      at = ob_xml_get (style, "parent-style-name");
    }

  return NULL;
}

/* Whether @id, or a style that it is based on, is called @name. */
static gboolean
is_based_on (const Reader *self, const char *id, const char *name)
{
  g_autofree char *at = g_strdup (id);

  for (guint i = 0; i < MAX_BASES && at != NULL; i++)
    {
      const xmlNode *style = g_hash_table_lookup (self->styles, at);

      if (strcmp (at, name) == 0)
        return TRUE;
      g_free (at);
      at = ob_xml_get (style, "parent-style-name");
    }

  return FALSE;
}

static gboolean
is_numbered (const Reader *self, const char *list_style, guint level)
{
  const xmlNode *style = list_style != NULL ? g_hash_table_lookup (self->lists, list_style) : NULL;
  g_autofree char *wanted = g_strdup_printf ("%u", level);

  for (const xmlNode *child = style != NULL ? style->children : NULL; child != NULL;
       child = child->next)
    if (ob_xml_is (child, "list-level-style-number") && ob_xml_has (child, "level", wanted))
      return TRUE;

  return FALSE;
}

/* Inside paragraphs ---------------------------------------------------------------------------- */

static void
add_spaces (Reader *self, const xmlNode *node)
{
  g_autofree char *count = ob_xml_get (node, "c");
  guint64 n = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 1;

  for (guint i = 0; i < MIN (n, MAX_SPACES); i++)
    ob_draft_add (self->draft, " ", 1);
}

static void
read_span (Reader *self, const xmlNode *span)
{
  g_autofree char *id = ob_xml_get (span, "style-name");
  g_autofree char *weight = get_property (self, id, "font-weight");
  g_autofree char *slant = get_property (self, id, "font-style");
  g_autofree char *position = get_property (self, id, "text-position");
  gboolean is_heading = self->kind == OB_BLOCK_HEADING;
  const struct
  {
    gboolean on;
    ObInlineKind kind;
  } styles[] = {
    { !is_heading && weight != NULL && (strcmp (weight, "bold") == 0 || *weight >= '6'),
      OB_INLINE_STRONG },
    { !is_heading && slant != NULL && strcmp (slant, "normal") != 0, OB_INLINE_EMPHASIS },
    { position != NULL
          && (g_str_has_prefix (position, "super")
              || (g_ascii_isdigit (*position) && *position != '0')),
      OB_INLINE_SUPERSCRIPT },
    { position != NULL && (g_str_has_prefix (position, "sub") || *position == '-'),
      OB_INLINE_SUBSCRIPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i].on)
      ob_draft_open (self->draft, styles[i].kind, NULL);
  read_inlines (self, span);
  for (guint i = G_N_ELEMENTS (styles); i > 0; i--)
    if (styles[i - 1].on)
      ob_draft_close (self->draft, styles[i - 1].kind);
}

static void
read_link (Reader *self, const xmlNode *link)
{
  g_autofree char *address = ob_xml_get (link, "href");
  gboolean leads_out = address != NULL && *address != '#';

  if (leads_out)
    ob_draft_open (self->draft, OB_INLINE_LINK, address);
  read_inlines (self, link);
  if (leads_out)
    ob_draft_close (self->draft, OB_INLINE_LINK);
}

static void
add_note_mark (Reader *self, const xmlNode *note)
{
  xmlNode *body = ob_xml_child (note, "note-body");
  g_autofree char *number = g_strdup_printf ("%u", self->notes->len + 1);

  if (body == NULL)
    return;
  g_ptr_array_add (self->notes, body);
  ob_draft_open (self->draft, OB_INLINE_NOTE, number);
  ob_draft_add (self->draft, number, -1);
  ob_draft_close (self->draft, OB_INLINE_NOTE);
}

static void
add_frame (Reader *self, const xmlNode *frame)
{
  g_autofree char *description = ob_xml_dup_text (ob_xml_child (frame, "desc"));
  g_autofree char *title = ob_xml_dup_text (ob_xml_child (frame, "title"));
  xmlNode *box = ob_xml_child (frame, "text-box");

  if (box != NULL)
    g_ptr_array_add (self->boxes, box);
  else if (ob_xml_child (frame, "image") != NULL)
    ob_draft_add_place (self->draft, OB_INLINE_IMAGE, description != NULL ? description : title);
}

static void
break_line (Reader *self)
{
  if (self->in_line || self->kind == OB_BLOCK_HEADING)
    ob_draft_add (self->draft, " ", 1);
  else
    ob_draft_begin (self->draft, self->kind, self->level, 0, OB_ROLE_BODY);
}

static void
read_inlines (Reader *self, const xmlNode *parent)
{
  for (const xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        ob_draft_add (self->draft, (const char *) child->content, -1);
      else if (ob_xml_is (child, "span"))
        read_span (self, child);
      else if (ob_xml_is (child, "a"))
        read_link (self, child);
      else if (ob_xml_is (child, "s"))
        add_spaces (self, child);
      else if (ob_xml_is (child, "tab"))
        ob_draft_add (self->draft, "\t", 1);
      else if (ob_xml_is (child, "line-break"))
        break_line (self);
      else if (ob_xml_is (child, "note"))
        add_note_mark (self, child);
      else if (ob_xml_is (child, "annotation"))
        self->n_comments++;
      else if (ob_xml_is (child, "frame"))
        add_frame (self, child);
      else if (child->type == XML_ELEMENT_NODE)
        read_inlines (self, child);
    }
}

/* Blocks --------------------------------------------------------------------------------------- */

static void
begin_paragraph (Reader *self, const xmlNode *paragraph)
{
  g_autofree char *id = ob_xml_get (paragraph, "style-name");
  g_autofree char *outline = ob_xml_get (paragraph, "outline-level");
  gboolean is_title = is_based_on (self, id, "Title");
  guint number = 0;

  self->kind = OB_BLOCK_PARAGRAPH;
  self->level = 0;
  if (ob_xml_is (paragraph, "h") || is_title)
    {
      self->kind = OB_BLOCK_HEADING;
      self->level = outline != NULL ? (guint) CLAMP (atoi (outline), 1, 6) : 1;
    }
  else if (self->list_level > 0)
    {
      self->kind = OB_BLOCK_LIST_ITEM;
      self->level = self->list_level;
      number = self->item_number;
    }
  else if (is_based_on (self, id, "Quotations"))
    {
      self->kind = OB_BLOCK_QUOTE;
      self->level = 1;
    }
  else if (is_based_on (self, id, "Caption"))
    self->kind = OB_BLOCK_CAPTION;

  ob_draft_begin (self->draft, self->kind, self->level, number,
                  is_title ? OB_ROLE_TITLE : OB_ROLE_BODY);
  if (is_title && !self->has_title)
    {
      g_autofree char *title = ob_xml_dup_text (paragraph);

      ob_draft_set (self->draft, OB_METADATA_TITLE, title, "text");
      self->has_title = title != NULL;
    }
}

static void
read_paragraph (Reader *self, const xmlNode *paragraph)
{
  if (self->in_line)
    {
      read_inlines (self, paragraph);
      ob_draft_add (self->draft, " ", 1);
      return;
    }
  begin_paragraph (self, paragraph);
  read_inlines (self, paragraph);
  ob_draft_end (self->draft);
  ob_xml_read_waiting (&self->boxes, read_waiting, self);
}

/* @style: (nullable) of the list around it. */
static void
read_list (Reader *self, const xmlNode *list, const char *style)
{
  g_autofree char *own = ob_xml_get (list, "style-name");
  gboolean numbered;
  guint number = 0;

  style = own != NULL ? own : style;
  self->list_level++;
  numbered = is_numbered (self, style, self->list_level);
  for (const xmlNode *item = list->children; item != NULL; item = item->next)
    {
      if (!ob_xml_is (item, "list-item") && !ob_xml_is (item, "list-header"))
        continue;
      number++;
      for (const xmlNode *child = item->children; child != NULL; child = child->next)
        {
          self->item_number = numbered ? number : 0;
          if (ob_xml_is (child, "list"))
            read_list (self, child, style);
          else if (ob_xml_is (child, "p") || ob_xml_is (child, "h"))
            read_paragraph (self, child);
        }
    }
  self->list_level--;
}

static void
read_row (Reader *self, const xmlNode *row, guint number, gboolean is_head)
{
  ob_draft_begin (self->draft, OB_BLOCK_TABLE_ROW, 0, number, OB_ROLE_BODY);
  self->in_line = TRUE;
  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (ob_xml_is (cell, "table-cell"))
      {
        ob_draft_begin_cell (self->draft, is_head);
        read_blocks (self, cell);
      }
  self->in_line = FALSE;
  ob_draft_end (self->draft);
  ob_xml_read_waiting (&self->boxes, read_waiting, self);
}

/* Rows may be grouped, and those of the head are; a table in a cell is read as text of the cell. */
static void
read_rows (Reader *self, const xmlNode *parent, guint *number, gboolean is_head)
{
  for (const xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      if (ob_xml_is (child, "table-row") && self->in_line)
        for (const xmlNode *cell = child->children; cell != NULL; cell = cell->next)
          read_blocks (self, cell);
      else if (ob_xml_is (child, "table-row"))
        read_row (self, child, ++*number, is_head);
      else if (ob_xml_is (child, "table-header-rows"))
        read_rows (self, child, number, TRUE);
      else if (ob_xml_is (child, "table-rows") || ob_xml_is (child, "table-row-group"))
        read_rows (self, child, number, is_head);
    }
}

static void
read_blocks (Reader *self, const xmlNode *parent)
{
  for (const xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      guint number = 0;

      if (ob_xml_is (child, "p") || ob_xml_is (child, "h"))
        read_paragraph (self, child);
      else if (ob_xml_is (child, "list"))
        read_list (self, child, NULL);
      else if (ob_xml_is (child, "table"))
        read_rows (self, child, &number, FALSE);
      else if (ob_xml_is (child, "frame"))
        {
          add_frame (self, child);
          ob_xml_read_waiting (&self->boxes, read_waiting, self);
        }
      else if (ob_xml_is (child, "section") || ob_xml_is (child, "index-body")
               || ob_xml_is (child, "numbered-paragraph") || ob_xml_is (child, "table-of-content"))
        read_blocks (self, child);
    }
}

/* All paragraphs of a note are one block. */
static void
read_notes (Reader *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      self->kind = OB_BLOCK_FOOTNOTE;
      ob_draft_begin (self->draft, OB_BLOCK_FOOTNOTE, 0, i + 1, OB_ROLE_BODY);
      self->in_line = TRUE;
      read_blocks (self, g_ptr_array_index (self->notes, i));
      self->in_line = FALSE;
      ob_draft_end (self->draft);
    }
}

/* The document --------------------------------------------------------------------------------- */

static xmlDoc *
parse_part (const ObArchive *archive, const char *name, GError **error)
{
  GBytes *bytes = ob_archive_get (archive, name);

  return bytes != NULL ? ob_xml_parse (bytes, error) : NULL;
}

static xmlNode *
get_root (xmlDoc *doc)
{
  return doc != NULL ? xmlDocGetRootElement (doc) : NULL;
}

static void
add_properties (ObDraft *draft, const ObArchive *archive)
{
  g_autoptr (xmlDoc) doc = parse_part (archive, "meta.xml", NULL);
  xmlNode *meta = ob_xml_child (get_root (doc), "meta");
  g_autofree char *title = ob_xml_dup_text (ob_xml_child (meta, "title"));
  g_autofree char *first = ob_xml_dup_text (ob_xml_child (meta, "initial-creator"));
  g_autofree char *creator = ob_xml_dup_text (ob_xml_child (meta, "creator"));
  g_autofree char *language = ob_xml_dup_text (ob_xml_child (meta, "language"));

  ob_draft_offer (draft, OB_METADATA_TITLE, title, "file");
  ob_draft_offer (draft, OB_METADATA_BYLINE, first != NULL ? first : creator, "file");
  ob_draft_offer (draft, OB_METADATA_LANGUAGE, language, "file");
}

static guint
count_deleted (xmlNode *text)
{
  xmlNode *changes = ob_xml_child (text, "tracked-changes");
  guint n = 0;

  for (xmlNode *node = changes; node != NULL; node = ob_xml_next (node, changes))
    n += ob_xml_is (node, "deletion");

  return n;
}

static void
add_notes (const Reader *self, guint n_deleted)
{
  g_autofree char *deleted = g_strdup_printf (
      ngettext ("%u passage that was deleted with changes tracked was left out.",
                "%u passages that were deleted with changes tracked were left out.", n_deleted),
      n_deleted);
  g_autofree char *comments = g_strdup_printf (
      ngettext ("%u comment was left out.", "%u comments were left out.", self->n_comments),
      self->n_comments);

  if (n_deleted > 0)
    ob_draft_add_note (self->draft, deleted);
  if (self->n_comments > 0)
    ob_draft_add_note (self->draft, comments);
}

static gboolean
is_encrypted (const ObArchive *archive)
{
  g_autoptr (xmlDoc) doc = parse_part (archive, "META-INF/manifest.xml", NULL);

  return ob_xml_find (get_root (doc), "encryption-data") != NULL;
}

static void
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT, message);
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_odt_is_wanted (const char *name, gpointer data)
{
  return strcmp (name, "mimetype") == 0 || strcmp (name, "content.xml") == 0
         || strcmp (name, "styles.xml") == 0 || strcmp (name, "meta.xml") == 0
         || strcmp (name, "META-INF/manifest.xml") == 0;
}

gboolean
ob_odt_is_document (const ObArchive *archive)
{
  static const char type[] = "application/vnd.oasis.opendocument.text";
  GBytes *mime_type = ob_archive_get (archive, "mimetype");
  gsize length = 0;
  const char *data = mime_type != NULL ? g_bytes_get_data (mime_type, &length) : NULL;

  return length >= sizeof type - 1 && memcmp (data, type, sizeof type - 1) == 0;
}

ObDraft *
ob_odt_read (const ObArchive *archive, GError **error)
{
  g_autoptr (xmlDoc) doc = NULL;
  g_autoptr (xmlDoc) styles = NULL;
  g_autoptr (GError) cause = NULL;
  xmlNode *text;
  Reader self = { 0 };

  if (is_encrypted (archive))
    {
      set_error (error, _ ("The document is protected by a password. Save it without one, and "
                           "import that."));
      return NULL;
    }
  doc = parse_part (archive, "content.xml", &cause);
  text = ob_xml_child (ob_xml_child (get_root (doc), "body"), "text");
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (text == NULL)
    {
      set_error (error, _ ("The document is damaged or incomplete: its text is missing. Get it "
                           "again from where it came from."));
      return NULL;
    }

  self.draft = ob_draft_new ();
  self.styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.notes = g_ptr_array_new ();
  self.boxes = g_ptr_array_new ();
  styles = parse_part (archive, "styles.xml", NULL);
  add_styles (&self, get_root (styles));
  add_styles (&self, ob_xml_child (get_root (doc), "automatic-styles"));

  read_blocks (&self, text);
  read_notes (&self);
  add_properties (self.draft, archive);
  add_notes (&self, count_deleted (text));

  g_hash_table_unref (self.styles);
  g_hash_table_unref (self.lists);
  g_ptr_array_unref (self.notes);
  g_ptr_array_unref (self.boxes);
  return self.draft;
}
