#include "articles/docx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "articles/docx-styles.h"

/* Fields in fields. */
#define MAX_FIELDS 16

typedef enum
{
  FIELD_INSTRUCTION, /* what it does: its text is not the reader's */
  FIELD_RESULT,
  FIELD_LINK_RESULT, /* inside a link that it opened */
} FieldState;

typedef struct
{
  ObDraft *draft;
  ObDocxStyles *styles;
  GHashTable *links;  /* relation id -> target */
  xmlNode *footnotes; /* (nullable) root */
  xmlNode *endnotes;  /* (nullable) root */
  GPtrArray *notes;   /* w:footnote and w:endnote, in the order of their marks */
  GPtrArray *boxes;   /* w:txbxContent that wait for the end of their paragraph */
  FieldState fields[MAX_FIELDS];
  guint n_fields;
  GString *instruction; /* of the innermost field */
  gboolean in_table;
  ObBlockKind kind; /* of the paragraph, to go on with after a line break */
  guint level, number;
  gboolean has_title;
  guint n_deleted;
  guint n_comments;
} Reader;

static void read_blocks (Reader *self, const xmlNode *parent);

static void
read_waiting (gpointer data, const xmlNode *box)
{
  read_blocks (data, box);
}
static void read_inlines (Reader *self, const xmlNode *parent);

/* Parts ---------------------------------------------------------------------------------------- */

static xmlDoc *
parse_part (const ObArchive *archive, const char *name, GError **error)
{
  GBytes *bytes = ob_archive_get (archive, name);

  return bytes != NULL ? ob_xml_parse (bytes, error) : NULL;
}

/* The name of @target, as a relation of a part in @folder ("word") has it. */
static char *
resolve_target (const char *folder, const char *target)
{
  if (*target == '/')
    return g_strdup (target + 1);
  return *folder != '\0' ? g_strconcat (folder, "/", target, NULL) : g_strdup (target);
}

/* The main part, as the package's relations name it. */
static char *
find_main_part (const ObArchive *archive)
{
  g_autoptr (xmlDoc) doc = parse_part (archive, "_rels/.rels", NULL);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  for (xmlNode *relation = ob_xml_child (root, "Relationship"); relation != NULL;
       relation = relation->next)
    {
      g_autofree char *type = ob_xml_get (relation, "Type");
      g_autofree char *target = ob_xml_get (relation, "Target");

      if (type != NULL && target != NULL && g_str_has_suffix (type, "/officeDocument"))
        return resolve_target ("", target);
    }

  return g_strdup ("word/document.xml");
}

/* The relations of the part @name: id -> target for links, and type -> part for the others. */
static GHashTable *
read_relations (const ObArchive *archive, const char *name)
{
  GHashTable *relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *folder = g_path_get_dirname (name);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *rels = g_strdup_printf ("%s/_rels/%s.rels", folder, base);
  g_autoptr (xmlDoc) doc = parse_part (archive, rels, NULL);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;

  for (xmlNode *relation = ob_xml_child (root, "Relationship"); relation != NULL;
       relation = relation->next)
    {
      g_autofree char *type = ob_xml_get (relation, "Type");
      g_autofree char *target = ob_xml_get (relation, "Target");
      char *id = ob_xml_get (relation, "Id");

      if (type != NULL && target != NULL && id != NULL && g_str_has_suffix (type, "/hyperlink"))
        g_hash_table_insert (relations, g_steal_pointer (&id), g_steal_pointer (&target));
      else if (type != NULL && target != NULL && strrchr (type, '/') != NULL)
        g_hash_table_insert (relations, g_strdup (strrchr (type, '/')),
                             resolve_target (folder, target));
      g_free (id);
    }

  return relations;
}

/* Runs ----------------------------------------------------------------------------------------- */

/* A property that is there, unless it says that it is not. */
static gboolean
is_on (const xmlNode *properties, const char *name)
{
  const xmlNode *property = ob_xml_child (properties, name);

  return property != NULL && !ob_xml_has (property, "val", "0")
         && !ob_xml_has (property, "val", "false") && !ob_xml_has (property, "val", "none");
}

static void
add_image (Reader *self, xmlNode *drawing)
{
  xmlNode *properties = ob_xml_find (drawing, "docPr");
  g_autofree char *description = ob_xml_get (properties, "descr");
  xmlNode *box = ob_xml_find (drawing, "txbxContent");

  if (box != NULL)
    g_ptr_array_add (self->boxes, box);
  else
    ob_draft_add_place (self->draft, OB_INLINE_IMAGE, description);
}

/* The mark of a note, numbered as they come. */
static void
add_note_mark (Reader *self, const xmlNode *mark, xmlNode *notes, const char *name)
{
  g_autofree char *id = ob_xml_get (mark, "id");

  for (xmlNode *note = notes != NULL ? notes->children : NULL; note != NULL; note = note->next)
    if (ob_xml_is (note, name) && id != NULL && ob_xml_has (note, "id", id))
      {
        g_autofree char *number = g_strdup_printf ("%u", self->notes->len + 1);

        g_ptr_array_add (self->notes, note);
        ob_draft_open (self->draft, OB_INLINE_NOTE, number);
        ob_draft_add (self->draft, number, -1);
        ob_draft_close (self->draft, OB_INLINE_NOTE);
        return;
      }
}

/* The address in the instruction of a field, «HYPERLINK "http://..." \o "tip"», or NULL. */
static char *
parse_link_field (const char *instruction)
{
  const char *start, *end;

  while (g_ascii_isspace (*instruction))
    instruction++;
  if (!g_str_has_prefix (instruction, "HYPERLINK"))
    return NULL;
  start = strchr (instruction, '"');
  end = start != NULL ? strchr (start + 1, '"') : NULL;
  /* «\l "place"» is a place in the document. */
  if (end == NULL || memmem (instruction, (size_t) (start - instruction), "\\l", 2) != NULL)
    return NULL;
  return g_strndup (start + 1, (gsize) (end - start - 1));
}

static void
begin_field (Reader *self)
{
  if (self->n_fields < MAX_FIELDS)
    self->fields[self->n_fields] = FIELD_INSTRUCTION;
  self->n_fields++;
  g_string_truncate (self->instruction, 0);
}

static void
separate_field (Reader *self)
{
  g_autofree char *link = parse_link_field (self->instruction->str);

  if (self->n_fields == 0 || self->n_fields > MAX_FIELDS)
    return;
  self->fields[self->n_fields - 1] = link != NULL ? FIELD_LINK_RESULT : FIELD_RESULT;
  if (link != NULL)
    ob_draft_open (self->draft, OB_INLINE_LINK, link);
}

static void
end_field (Reader *self)
{
  if (self->n_fields == 0)
    return;
  self->n_fields--;
  if (self->n_fields < MAX_FIELDS && self->fields[self->n_fields] == FIELD_LINK_RESULT)
    ob_draft_close (self->draft, OB_INLINE_LINK);
}

static gboolean
is_in_instruction (const Reader *self)
{
  return self->n_fields > 0 && self->n_fields <= MAX_FIELDS
         && self->fields[self->n_fields - 1] == FIELD_INSTRUCTION;
}

static void
add_text (Reader *self, const xmlNode *node)
{
  xmlChar *text = xmlNodeGetContent (node);

  if (text != NULL && !is_in_instruction (self))
    ob_draft_add (self->draft, (const char *) text, -1);
  xmlFree (text);
}

static void
add_symbol (Reader *self, const xmlNode *symbol)
{
  g_autofree char *code = ob_xml_get (symbol, "char");
  guint64 c = code != NULL ? g_ascii_strtoull (code, NULL, 16) : 0;
  char utf8[7] = "";

  if (c >= ' ' && c <= 0x10ffff && g_unichar_validate ((gunichar) c))
    g_unichar_to_utf8 ((gunichar) c, utf8);
  ob_draft_add (self->draft, utf8, -1);
}

/* A line of its own is a paragraph of the same kind; but not in a heading or a table. */
static void
break_line (Reader *self)
{
  if (self->in_table || self->kind == OB_BLOCK_HEADING)
    ob_draft_add (self->draft, " ", 1);
  else
    ob_draft_begin (self->draft, self->kind, self->level, self->number, OB_ROLE_BODY);
}

static void
read_run_part (Reader *self, xmlNode *node)
{
  const char *name = (const char *) node->name;
  xmlChar *text;

  if (strcmp (name, "t") == 0)
    add_text (self, node);
  else if (strcmp (name, "tab") == 0)
    ob_draft_add (self->draft, "\t", 1);
  else if (strcmp (name, "br") == 0 || strcmp (name, "cr") == 0)
    break_line (self);
  else if (strcmp (name, "noBreakHyphen") == 0)
    ob_draft_add (self->draft, "\u2011", -1);
  else if (strcmp (name, "sym") == 0)
    add_symbol (self, node);
  else if (strcmp (name, "footnoteReference") == 0)
    add_note_mark (self, node, self->footnotes, "footnote");
  else if (strcmp (name, "endnoteReference") == 0)
    add_note_mark (self, node, self->endnotes, "endnote");
  else if (strcmp (name, "commentReference") == 0)
    self->n_comments++;
  else if (strcmp (name, "drawing") == 0 || strcmp (name, "pict") == 0)
    add_image (self, node);
  else if (strcmp (name, "AlternateContent") == 0)
    {
      /* The same thing for newer and for older programs. */
      xmlNode *choice = ob_xml_child (node, "Choice");

      for (xmlNode *child = choice != NULL ? choice->children : NULL; child != NULL;
           child = child->next)
        if (child->type == XML_ELEMENT_NODE)
          read_run_part (self, child);
    }
  else if (strcmp (name, "instrText") == 0)
    {
      text = xmlNodeGetContent (node);
      g_string_append (self->instruction, text != NULL ? (const char *) text : "");
      xmlFree (text);
    }
  else if (strcmp (name, "fldChar") == 0)
    {
      if (ob_xml_has (node, "fldCharType", "begin"))
        begin_field (self);
      else if (ob_xml_has (node, "fldCharType", "separate"))
        separate_field (self);
      else if (ob_xml_has (node, "fldCharType", "end"))
        end_field (self);
    }
}

static void
read_run (Reader *self, const xmlNode *run)
{
  const xmlNode *properties = ob_xml_child (run, "rPr");
  gboolean is_heading = self->kind == OB_BLOCK_HEADING;
  const xmlNode *align = ob_xml_child (properties, "vertAlign");
  const struct
  {
    gboolean on;
    ObInlineKind kind;
  } styles[] = {
    { is_on (properties, "b") && !is_heading, OB_INLINE_STRONG },
    { is_on (properties, "i") && !is_heading, OB_INLINE_EMPHASIS },
    { ob_xml_has (align, "val", "superscript"), OB_INLINE_SUPERSCRIPT },
    { ob_xml_has (align, "val", "subscript"), OB_INLINE_SUBSCRIPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i].on)
      ob_draft_open (self->draft, styles[i].kind, NULL);
  for (xmlNode *child = run->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      read_run_part (self, child);
  for (guint i = G_N_ELEMENTS (styles); i > 0; i--)
    if (styles[i - 1].on)
      ob_draft_close (self->draft, styles[i - 1].kind);
}

static void
read_link (Reader *self, const xmlNode *link)
{
  g_autofree char *id = ob_xml_get (link, "id");
  const char *target = id != NULL ? g_hash_table_lookup (self->links, id) : NULL;

  if (target != NULL)
    ob_draft_open (self->draft, OB_INLINE_LINK, target);
  read_inlines (self, link);
  if (target != NULL)
    ob_draft_close (self->draft, OB_INLINE_LINK);
}

static void
read_simple_field (Reader *self, const xmlNode *field)
{
  g_autofree char *instruction = ob_xml_get (field, "instr");
  g_autofree char *link = instruction != NULL ? parse_link_field (instruction) : NULL;

  if (link != NULL)
    ob_draft_open (self->draft, OB_INLINE_LINK, link);
  read_inlines (self, field);
  if (link != NULL)
    ob_draft_close (self->draft, OB_INLINE_LINK);
}

/* What is inside a paragraph. */
static void
read_inlines (Reader *self, const xmlNode *parent)
{
  for (xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      if (ob_xml_is (child, "r"))
        read_run (self, child);
      else if (ob_xml_is (child, "hyperlink"))
        read_link (self, child);
      else if (ob_xml_is (child, "fldSimple"))
        read_simple_field (self, child);
      else if (ob_xml_is (child, "del") || ob_xml_is (child, "moveFrom"))
        self->n_deleted++;
      else if (ob_xml_is (child, "ins") || ob_xml_is (child, "moveTo")
               || ob_xml_is (child, "smartTag") || ob_xml_is (child, "sdt")
               || ob_xml_is (child, "sdtContent") || ob_xml_is (child, "customXml")
               || ob_xml_is (child, "dir") || ob_xml_is (child, "bdo"))
        read_inlines (self, child);
      else if (ob_xml_is (child, "oMath") || ob_xml_is (child, "oMathPara"))
        add_text (self, child);
    }
}

/* Blocks --------------------------------------------------------------------------------------- */

static void
begin_paragraph (Reader *self, const xmlNode *paragraph)
{
  const xmlNode *properties = ob_xml_child (paragraph, "pPr");
  g_autofree char *id = ob_xml_get (ob_xml_child (properties, "pStyle"), "val");
  ObDocxStyle style = ob_docx_styles_get (self->styles, id);
  const xmlNode *list = ob_xml_child (properties, "numPr");

  if (list == NULL || ob_xml_child (list, "numId") == NULL)
    list = style.list;
  self->kind = style.kind;
  self->level = style.level;
  self->number = 0;
  if (list != NULL && style.kind == OB_BLOCK_PARAGRAPH
      && !ob_xml_has (ob_xml_child (list, "numId"), "val", "0"))
    {
      self->kind = OB_BLOCK_LIST_ITEM;
      self->number = ob_docx_styles_count_item (self->styles, list, &self->level);
    }
  if (self->kind == OB_BLOCK_FOOTNOTE)
    self->kind = OB_BLOCK_PARAGRAPH;
  ob_draft_begin (self->draft, self->kind, self->level, self->number,
                  style.is_title ? OB_ROLE_TITLE : OB_ROLE_BODY);
  if (style.is_title && !self->has_title)
    {
      g_autofree char *title = ob_xml_dup_text (paragraph);

      ob_draft_set (self->draft, OB_METADATA_TITLE, title, "text");
      self->has_title = title != NULL;
    }
}

static void
read_paragraph (Reader *self, const xmlNode *paragraph)
{
  if (!self->in_table)
    begin_paragraph (self, paragraph);
  read_inlines (self, paragraph);
  if (self->in_table)
    {
      ob_draft_add (self->draft, " ", 1);
      return;
    }
  ob_draft_end (self->draft);
  ob_xml_read_waiting (&self->boxes, read_waiting, self);
}

static void
read_row (Reader *self, const xmlNode *row, guint number)
{
  gboolean is_head = is_on (ob_xml_child (row, "trPr"), "tblHeader");

  self->kind = OB_BLOCK_TABLE_ROW;
  ob_draft_begin (self->draft, OB_BLOCK_TABLE_ROW, 0, number, OB_ROLE_BODY);
  self->in_table = TRUE;
  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (ob_xml_is (cell, "tc"))
      {
        ob_draft_begin_cell (self->draft, is_head);
        read_blocks (self, cell);
      }
  self->in_table = FALSE;
  ob_draft_end (self->draft);
  ob_xml_read_waiting (&self->boxes, read_waiting, self);
}

static void
read_table (Reader *self, const xmlNode *table)
{
  guint number = 0;

  /* A table in a cell is read as text of the cell. */
  for (const xmlNode *row = table->children; row != NULL; row = row->next)
    if (ob_xml_is (row, "tr") && !self->in_table)
      {
        if (is_on (ob_xml_child (row, "trPr"), "del"))
          self->n_deleted++;
        else
          read_row (self, row, ++number);
      }
    else if (ob_xml_is (row, "tr"))
      for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
        if (ob_xml_is (cell, "tc"))
          read_blocks (self, cell);
}

static void
read_blocks (Reader *self, const xmlNode *parent)
{
  for (const xmlNode *child = parent->children; child != NULL; child = child->next)
    {
      if (ob_xml_is (child, "p"))
        read_paragraph (self, child);
      else if (ob_xml_is (child, "tbl"))
        read_table (self, child);
      else if (ob_xml_is (child, "sdt") || ob_xml_is (child, "sdtContent")
               || ob_xml_is (child, "customXml") || ob_xml_is (child, "ins")
               || ob_xml_is (child, "moveTo"))
        read_blocks (self, child);
      else if (ob_xml_is (child, "del") || ob_xml_is (child, "moveFrom"))
        self->n_deleted++;
      else if (ob_xml_is (child, "AlternateContent"))
        {
          const xmlNode *choice = ob_xml_child (child, "Choice");

          if (choice != NULL)
            read_blocks (self, choice);
        }
    }
}

/* All paragraphs of a note are one block. */
static void
read_notes (Reader *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const xmlNode *note = g_ptr_array_index (self->notes, i);

      self->kind = OB_BLOCK_FOOTNOTE;
      ob_draft_begin (self->draft, OB_BLOCK_FOOTNOTE, 0, i + 1, OB_ROLE_BODY);
      self->in_table = TRUE;
      read_blocks (self, note);
      self->in_table = FALSE;
      ob_draft_end (self->draft);
    }
}

/* The document --------------------------------------------------------------------------------- */

static void
add_properties (ObDraft *draft, const ObArchive *archive)
{
  g_autoptr (xmlDoc) doc = parse_part (archive, "docProps/core.xml", NULL);
  xmlNode *root = doc != NULL ? xmlDocGetRootElement (doc) : NULL;
  g_autofree char *title = ob_xml_dup_text (ob_xml_child (root, "title"));
  g_autofree char *creator = ob_xml_dup_text (ob_xml_child (root, "creator"));
  g_autofree char *language = ob_xml_dup_text (ob_xml_child (root, "language"));

  ob_draft_offer (draft, OB_METADATA_TITLE, title, "file");
  ob_draft_offer (draft, OB_METADATA_BYLINE, creator, "file");
  ob_draft_offer (draft, OB_METADATA_LANGUAGE, language, "file");
}

static gboolean
has_page_heads (const ObArchive *archive)
{
  const GPtrArray *names = ob_archive_list (archive);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (xmlDoc) doc = NULL;
      g_autofree char *text = NULL;

      if (!g_str_has_prefix (name, "word/header") && !g_str_has_prefix (name, "word/footer"))
        continue;
      doc = parse_part (archive, name, NULL);
      text = ob_xml_dup_text (doc != NULL ? xmlDocGetRootElement (doc) : NULL);
      if (text != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
add_notes (const Reader *self, const ObArchive *archive)
{
  g_autofree char *deleted = g_strdup_printf (
      ngettext ("%u passage that was deleted with changes tracked was left out.",
                "%u passages that were deleted with changes tracked were left out.",
                self->n_deleted),
      self->n_deleted);
  g_autofree char *comments = g_strdup_printf (
      ngettext ("%u comment was left out.", "%u comments were left out.", self->n_comments),
      self->n_comments);

  if (self->n_deleted > 0)
    ob_draft_add_note (self->draft, deleted);
  if (self->n_comments > 0)
    ob_draft_add_note (self->draft, comments);
  if (has_page_heads (archive))
    ob_draft_add_note (self->draft, _ ("The heads and feet of its pages were left out."));
}

static xmlDoc *
parse_related (const ObArchive *archive, GHashTable *relations, const char *type)
{
  const char *name = g_hash_table_lookup (relations, type);

  return name != NULL ? parse_part (archive, name, NULL) : NULL;
}

static xmlNode *
get_root (xmlDoc *doc)
{
  return doc != NULL ? xmlDocGetRootElement (doc) : NULL;
}

static ObDraft *
read_document (const ObArchive *archive, const char *main_part, const xmlNode *body)
{
  g_autoptr (GHashTable) relations = read_relations (archive, main_part);
  g_autoptr (xmlDoc) styles = parse_related (archive, relations, "/styles");
  g_autoptr (xmlDoc) numbering = parse_related (archive, relations, "/numbering");
  g_autoptr (xmlDoc) footnotes = parse_related (archive, relations, "/footnotes");
  g_autoptr (xmlDoc) endnotes = parse_related (archive, relations, "/endnotes");
  g_autoptr (ObDocxStyles) docx_styles
      = ob_docx_styles_new (get_root (styles), get_root (numbering));
  Reader self = { 0 };

  self.draft = ob_draft_new ();
  self.styles = docx_styles;
  self.links = relations;
  self.footnotes = get_root (footnotes);
  self.endnotes = get_root (endnotes);
  self.notes = g_ptr_array_new ();
  self.boxes = g_ptr_array_new ();
  self.instruction = g_string_new (NULL);

  read_blocks (&self, body);
  read_notes (&self);
  add_properties (self.draft, archive);
  add_notes (&self, archive);

  g_ptr_array_unref (self.notes);
  g_ptr_array_unref (self.boxes);
  g_string_free (self.instruction, TRUE);
  return self.draft;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_docx_is_wanted (const char *name, gpointer data)
{
  return g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".rels");
}

gboolean
ob_docx_is_document (const ObArchive *archive)
{
  const GPtrArray *names = ob_archive_list (archive);
  gboolean has_types = FALSE, has_word = FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      has_types |= strcmp (name, "[Content_Types].xml") == 0;
      has_word |= g_str_has_prefix (name, "word/");
    }

  return has_types && has_word;
}

ObDraft *
ob_docx_read (const ObArchive *archive, GError **error)
{
  g_autofree char *main_part = find_main_part (archive);
  g_autoptr (GError) cause = NULL;
  g_autoptr (xmlDoc) doc = parse_part (archive, main_part, &cause);
  const xmlNode *body = doc != NULL ? ob_xml_child (xmlDocGetRootElement (doc), "body") : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (body == NULL)
    {
      g_set_error_literal (error, OB_ARTICLES_ERROR, OB_ARTICLES_ERROR_CONTENT,
                           _ ("The document is damaged or incomplete: its text is missing. Get it "
                              "again from where it came from."));
      return NULL;
    }

  return read_document (archive, main_part, body);
}
