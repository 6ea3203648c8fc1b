#include "reader/html-words.h"

#include <string.h>

/* Not of the article, whatever stands in it... */
static const char *const unlikely[] = {
  "-ad-", "ai2html", "banner", "breadcrumbs", "combx", "comment", "community", "cover-wrap",
  "disqus", "extra", "footer", "gdpr", "header", "legends", "menu", "related", "remark", "replies",
  "rss", "shoutbox", "sidebar", "skyscraper", "social", "sponsor", "supplemental", "ad-break",
  "agegate", "pagination", "pager", "popup", "yom-remote", NULL,
};
/* ... unless it may be after all. */
static const char *const likely[]
    = { "and", "article", "body", "column", "content", "main", "shadow", NULL };

static const char *const positive[] = {
  "article", "body", "content", "entry", "hentry", "h-entry", "main", "page", "pagination", "post",
  "text", "blog", "story", NULL,
};
static const char *const negative[] = {
  "-ad-", "hidden", "banner", "combx", "comment", "com-", "contact", "foot", "footer", "footnote",
  "gdpr", "masthead", "media", "meta", "outbrain", "promo", "related", "scroll", "share",
  "shoutbox", "sidebar", "skyscraper", "sponsor", "shopping", "tags", "tool", "widget", NULL,
};

static const char *const bylines[] = { "byline", "author", "dateline", "writtenby", "p-author", NULL };
static const char *const shares[] = { "share", "sharedaddy", NULL };
static const char *const captions[] = {
  "caption", "photo-credit", "image-credit", "photocredit", "imagecredit", "img-credit",
  "photo-source", "image-source", "image-desc", "photo-desc", "wp-caption-text", "media-credit",
  "figcaption", "pic-info", "bildunterschrift", "legende", NULL,
};
static const char *const related[] = {
  "related", "recommend", "read-more", "readmore", "more-stories", "most-read", "mostread",
  "trending", "popular", "also-read", "outbrain", "taboola", "newsletter", "subscribe", "signup",
  "sign-up", "promo", "paywall", "author-bio", "authorbio", "about-author", "about-the-author",
  "article-tags", "post-tags", "tag-list", "taglist", "tags-list", "next-article", "more-on",
  "see-also", "teaser-list", "comments", "disclaimer", "copyright", "cookie", "advert", "ad-slot",
  "social", "share", "print-only", "inline-list", "in-article-rel", "widget", NULL,
};
static const char *const standfirsts[]
    = { "standfirst", "subtitle", "sub-title", "subhead", "sub-head", "dek", "deck", "article-intro",
        "summary", "lede", "chapo", "vorspann", NULL };

static gboolean
has_any (const char *class, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (class, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The words as names of their own, between what is no letter. */
static gboolean
has_any_whole (const char *class, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    for (const char *at = strstr (class, words[i]); at != NULL; at = strstr (at + 1, words[i]))
      if ((at == class || !g_ascii_isalnum (at[-1]))
          && !g_ascii_isalnum (at[strlen (words[i])]))
        return TRUE;

  return FALSE;
}

/* Public functions ----------------------------------------------------------------------------- */

gboolean
ob_html_words_are_unlikely (const char *class)
{
  return has_any (class, unlikely) && !has_any (class, likely);
}

gboolean
ob_html_words_are_byline (const char *class)
{
  return has_any (class, bylines);
}

gboolean
ob_html_words_are_share (const char *class)
{
  return has_any_whole (class, shares);
}

gboolean
ob_html_words_are_caption (const char *class)
{
  return has_any (class, captions);
}

gboolean
ob_html_words_are_related (const char *class)
{
  return has_any (class, related);
}

gboolean
ob_html_words_are_standfirst (const char *class)
{
  return has_any_whole (class, standfirsts);
}

int
ob_html_words_weigh (const char *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);
  gboolean hidden = strcmp (small, "hid") == 0 || g_str_has_prefix (small, "hid ")
                    || g_str_has_suffix (small, " hid") || strstr (small, " hid ") != NULL;

  return (has_any (small, positive) ? 25 : 0) - (hidden || has_any (small, negative) ? 25 : 0);
}
