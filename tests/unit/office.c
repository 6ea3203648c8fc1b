/* Documents of offices: DOCX and ODT that are made here, whole and broken. */
#include <string.h>

#include "articles/docx.h"
#include "articles/odt.h"
#include "made-files.h"
#include "made-readings.h"

#define W_DOCUMENT                                                                             \
  "<w:document xmlns:w='urn:w' xmlns:r='urn:r' xmlns:wp='urn:wp' xmlns:mc='urn:mc'><w:body>"
#define W_END "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define STYLED(style, text) \
  "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ITEM(list, level, text)                                                              \
  "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list                    \
  "'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

static const char types[] = "<Types/>";
static const char rels[]
  = "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' "
    "Target='/word/document.xml'/></Relationships>";
static const char document_rels[]
  = "<Relationships><Relationship Id='r1' Type='http://x/hyperlink' Target='https://e.example/' "
    "TargetMode='External'/><Relationship Id='r2' Type='http://x/styles' Target='styles.xml'/>"
    "<Relationship Id='r3' Type='http://x/numbering' Target='numbering.xml'/>"
    "<Relationship Id='r4' Type='http://x/footnotes' Target='footnotes.xml'/></Relationships>";
static const char styles[]
  = "<w:styles xmlns:w='urn:w'><w:style w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:styleId='Own'><w:name w:val='My own'/><w:basedOn w:val='berschrift1'/></w:style>"
    "<w:style w:styleId='Q'><w:name w:val='Quote'/></w:style>"
    "<w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>"
    "</w:styles>";
static const char numbering[]
  = "<w:numbering xmlns:w='urn:w'><w:abstractNum w:abstractNumId='5'>"
    "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num></w:numbering>";
static const char footnotes[]
  = "<w:footnotes xmlns:w='urn:w'><w:footnote w:id='0' w:type='separator'/>"
    "<w:footnote w:id='7'>" P (" The note.") P ("Its second paragraph.") "</w:footnote></w:footnotes>";
static const char core[]
  = "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'><dc:title>Not this one</dc:title>"
    "<dc:creator>Jane Doe</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>";

static GBytes *
make_docx (const char *body)
{
  g_autofree char *document = g_strconcat (W_DOCUMENT, body, W_END, NULL);

  return made_zip ("[Content_Types].xml", types, "_rels/.rels", rels, "word/document.xml", document,
                   "word/_rels/document.xml.rels", document_rels, "word/styles.xml", styles,
                   "word/numbering.xml", numbering, "word/footnotes.xml", footnotes,
                   "docProps/core.xml", core, NULL);
}

static ObDraft *
read_docx (GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, ob_docx_is_wanted, NULL, error);

  return archive != NULL ? ob_docx_read (archive, error) : NULL;
}

static ObReading *
check_docx (const char *body, const char *outline)
{
  g_autoptr (GBytes) bytes = make_docx (body);
  g_autoptr (GError) error = NULL;

  return made_check_outline (read_docx (bytes, &error), error, outline);
}

static void
test_docx (void)
{
  g_autoptr (ObReading) reading = check_docx (
    STYLED ("T", "The title") STYLED ("berschrift1", "A heading") STYLED ("Own", "Another")
    STYLED ("Q", "A quotation") STYLED ("Loop", "Plain")
    "<w:p><w:r><w:t xml:space='preserve'>Some </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t>"
    "</w:r><w:r><w:rPr><w:b w:val='0'/><w:i/></w:rPr><w:t xml:space='preserve'> slanted</w:t></w:r>"
    "<w:hyperlink r:id='r1'><w:r><w:t xml:space='preserve'> a link</w:t></w:r></w:hyperlink>"
    "<w:r><w:footnoteReference w:id='7'/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
    ITEM ("2", "0", "one") ITEM ("2", "1", "below") ITEM ("2", "0", "two") P ("Last&#x2028;line"),
    "heading 1 (title)|The title\nheading 1|A heading\nheading 1|Another\n"
    "quote 1|A quotation\nbody|Plain\n"
    "body|Some [strong:bold] [emphasis:slanted] [link=https://e.example/:a link][note=1:1].\n"
    "list-item 1 #1|one\nlist-item 2|below\nlist-item 1 #2|two\nbody|Last line\n"
    "footnote #1|The note. Its second paragraph.\n");

  g_assert_cmpstr (reading->metadata->title, ==, "The title");
  g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
  g_assert_cmpstr (reading->metadata->language, ==, "en-GB");
}

static void
test_docx_changes (void)
{
  g_autoptr (ObReading) reading = check_docx (
    "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t xml:space='preserve'> and new</w:t></w:r></w:ins>"
    "<w:r><w:commentReference w:id='1'/></w:r></w:p>",
    "body|Kept and new\n");

  g_assert_true (made_has_note (reading, "1 passage that was deleted"));
  g_assert_true (made_has_note (reading, "1 comment was left out"));
}

static void
test_docx_tables (void)
{
  g_autoptr (ObReading) reading = check_docx (
    P ("Before")
    "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" P ("Name") "</w:tc><w:tc>" P ("Toll")
    "</w:tc></w:tr><w:tr><w:tc>" P ("UN") P ("council") "</w:tc><w:tc><w:tbl><w:tr><w:tc>" P ("89")
    "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>" P ("After"),
    "body|Before\ntable-row #1|[cell=head:Name]\t[cell=head:Toll]\n"
    "table-row #2|[cell:UN council]\t[cell:89]\nbody|After\n");

  g_assert_cmpstr (reading->metadata->title, ==, "Not this one");
}

static void
test_docx_fields (void)
{
  g_autoptr (ObReading) reading = check_docx (
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK "
    "\"https://f.example/\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    "<w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t "
    "xml:space='preserve'> rest</w:t><w:br/><w:t>next line</w:t></w:r></w:p>"
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr='A map'/></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P ("twice") "</w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Text</w:t></w:r></w:p>"
    "<w:p><w:r><w:pict><w:txbxContent>" P ("In a box") "</w:txbxContent></w:pict>"
    "<w:t>Beside it</w:t></w:r></w:p>",
    "body|[link=https://f.example/:shown] rest\nbody|next line\nbody|[image:A map]Text\n"
    "body|Beside it\nbody|In a box\n");

  g_assert_nonnull (reading);
}

/* ODT ------------------------------------------------------------------------------------------ */

#define O_CONTENT                                                                              \
  "<o:document-content xmlns:o='urn:o' xmlns:t='urn:t' xmlns:s='urn:s' xmlns:x='urn:x' "       \
  "xmlns:d='urn:d' xmlns:b='urn:b' xmlns:f='urn:f'><o:automatic-styles>"                       \
  "<s:style s:name='T1'><s:text-properties f:font-weight='bold'/></s:style>"                   \
  "<s:style s:name='P1' s:parent-style-name='Title'/>"                                         \
  "<t:list-style s:name='L1'><t:list-level-style-number t:level='1'/></t:list-style>"          \
  "</o:automatic-styles><o:body><o:text>"
#define O_END "</o:text></o:body></o:document-content>"

static const char odt_type[] = "application/vnd.oasis.opendocument.text";
static const char odt_meta[]
  = "<o:document-meta xmlns:o='urn:o' xmlns:dc='urn:dc' xmlns:m='urn:m'><o:meta><dc:title>Title of "
    "the file</dc:title><m:initial-creator>Jane Doe</m:initial-creator></o:meta></o:document-meta>";

static GBytes *
make_odt (const char *body)
{
  g_autofree char *content = g_strconcat (O_CONTENT, body, O_END, NULL);

  return made_zip ("mimetype", odt_type, "content.xml", content, "meta.xml", odt_meta, NULL);
}

static ObDraft *
read_odt (GBytes *bytes, GError **error)
{
  g_autoptr (ObArchive) archive = ob_archive_read (bytes, ob_odt_is_wanted, NULL, error);

  return archive != NULL ? ob_odt_read (archive, error) : NULL;
}

static void
test_odt (void)
{
  g_autoptr (GBytes) bytes = make_odt (
    "<t:tracked-changes><t:changed-region><t:deletion><t:p>gone</t:p></t:deletion>"
    "</t:changed-region></t:tracked-changes>"
    "<t:p t:style-name='P1'>The title</t:p><t:h t:outline-level='2'>A heading</t:h>"
    "<t:p>Some <t:span t:style-name='T1'>bold</t:span><t:s t:c='3'/>and <t:a x:href='https://e.example/'>"
    "a link</t:a><t:note><t:note-citation>i</t:note-citation><t:note-body><t:p>The note.</t:p>"
    "</t:note-body></t:note>.<o:annotation><t:p>a comment</t:p></o:annotation><t:line-break/>Next</t:p>"
    "<t:list t:style-name='L1'><t:list-item><t:p>one</t:p><t:list><t:list-item><t:p>below</t:p>"
    "</t:list-item></t:list></t:list-item><t:list-item><t:p>two</t:p></t:list-item></t:list>"
    "<b:table><b:table-header-rows><b:table-row><b:table-cell><t:p>Name</t:p></b:table-cell>"
    "</b:table-row></b:table-header-rows><b:table-row><b:table-cell><t:p>UN</t:p><t:p>council</t:p>"
    "</b:table-cell><b:covered-table-cell/><b:table-cell><t:p>89</t:p></b:table-cell></b:table-row>"
    "</b:table><t:p t:style-name='Quotations'>A quotation</t:p>"
    "<t:p><d:frame><d:image/><x:desc>A map</x:desc></d:frame>After</t:p>");
  g_autoptr (GError) error = NULL;
  g_autoptr (ObReading) reading = made_check_outline (
    read_odt (bytes, &error), error,
    "heading 1 (title)|The title\nheading 2|A heading\n"
    "body|Some [strong:bold] and [link=https://e.example/:a link][note=1:1].\nbody|Next\n"
    "list-item 1 #1|one\nlist-item 2|below\nlist-item 1 #2|two\n"
    "table-row #1|[cell=head:Name]\ntable-row #2|[cell:UN council]\t[cell:89]\n"
    "quote 1|A quotation\nbody|[image:A map]After\nfootnote #1|The note.\n");

  g_assert_cmpstr (reading->metadata->title, ==, "The title");
  g_assert_cmpstr (reading->metadata->byline, ==, "Jane Doe");
  g_assert_true (made_has_note (reading, "1 passage that was deleted"));
  g_assert_true (made_has_note (reading, "1 comment was left out"));
}

/* Broken --------------------------------------------------------------------------------------- */

static void
test_refused (void)
{
  g_autoptr (GBytes) no_part = made_zip ("[Content_Types].xml", types, "word/other.xml", "<a/>", NULL);
  g_autoptr (GBytes) broken
    = made_zip ("[Content_Types].xml", types, "word/document.xml", "<w:document><w:body>", NULL);
  g_autoptr (GBytes) laughs = made_zip ("[Content_Types].xml", types, "word/document.xml",
                                        "<!DOCTYPE a [<!ENTITY a 'ha'>]><a>&a;</a>", NULL);
  g_autoptr (GBytes) locked = made_zip (
    "mimetype", odt_type, "content.xml", "\x01\x02\x03", "META-INF/manifest.xml",
    "<m:manifest xmlns:m='urn:m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
    NULL);
  g_autoptr (GBytes) no_text = made_zip ("mimetype", odt_type, "content.xml", "<a/>", NULL);
  g_autoptr (GBytes) bomb = made_bomb (1, 64 * 1024 * 1024);
  const struct
  {
    GBytes *bytes;
    ObDraft *(*read) (GBytes *bytes, GError **error);
    const char *words;
  } cases[] = {
    { no_part, read_docx, "its text is missing" }, { broken, read_docx, "not well-formed" },
    { laughs, read_docx, "declares" },             { bomb, read_docx, "unfold" },
    { locked, read_odt, "password" },              { no_text, read_odt, "its text is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ObDraft *draft = cases[i].read (cases[i].bytes, &error);

      made_check_refused (draft, error, cases[i].words);
    }
}

static gpointer
finish_docx (GBytes *bytes, GError **error)
{
  g_autoptr (ObDraft) draft = read_docx (bytes, error);

  return draft != NULL ? ob_draft_finish (draft, "UTF-8", error) : NULL;
}

static gpointer
finish_odt (GBytes *bytes, GError **error)
{
  g_autoptr (ObDraft) draft = read_odt (bytes, error);

  return draft != NULL ? ob_draft_finish (draft, "UTF-8", error) : NULL;
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) docx = make_docx (P ("Some text") ITEM ("2", "0", "one"));
  g_autoptr (GBytes) odt = make_odt ("<t:p>Some text</t:p>");

  made_check_truncated (docx, 13, finish_docx, (GDestroyNotify) ob_reading_free);
  made_check_truncated (odt, 7, finish_odt, (GDestroyNotify) ob_reading_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/docx", test_docx);
  g_test_add_func ("/office/docx/changes", test_docx_changes);
  g_test_add_func ("/office/docx/tables", test_docx_tables);
  g_test_add_func ("/office/docx/fields", test_docx_fields);
  g_test_add_func ("/office/odt", test_odt);
  g_test_add_func ("/office/refused", test_refused);
  g_test_add_func ("/office/truncated", test_truncated);
  return g_test_run ();
}
