/* What is known of an article, where each value is from, and changing it. */
#pragma once

#include "window/window.h"

G_BEGIN_DECLS

/* Opens the details of the article that @window shows; nothing when it shows none. */
void ob_article_details_open (ObWindow *window);

G_END_DECLS
