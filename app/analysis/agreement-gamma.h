/* Mathet's gamma for two annotators: how well their units align, against how well chance aligns.
 *
 * Mathet, Widlöcher and Métivier, The unified and holistic method gamma for inter-annotator
 * agreement measure and alignment, Computational Linguistics 41 (2015).  Two units are dissimilar by
 *
 *   alpha * ((|start - start'| + |end - end'|) / (length + length'))^2 + beta * (category differs)
 *
 * and a unit left alone costs 1.  The disorder of an alignment is the sum by the mean number of
 * units; that of the best alignment is observed.  The expected disorder is the mean over samples:
 * each annotator gets the units of either, moved round the text by a random distance.  For two
 * annotators the best alignment is an assignment problem (Kuhn, 1955), solved exactly.  Units of one
 * annotator may overlap.
 */
#pragma once

#include <gio/gio.h>

#include "analysis/agreement-units.h"

G_BEGIN_DECLS

/* More units than this in one text are refused: time grows with the cube. */
#define OB_GAMMA_MAX_UNITS 1000

typedef struct
{
  double alpha;
  double beta;
  guint32 seed;
} ObGammaOptions;

#define OB_GAMMA_OPTIONS_DEFAULT                                                                   \
  {                                                                                                \
    1.0, 1.0, 2015                                                                                 \
  }

typedef struct
{
  ObAgreement gamma; /* disagreement and expected: disorders */
  double low;        /* 95 % confidence, for the sampling of the expected disorder */
  double high;
  guint n_samples;
} ObGamma;

/* The disorder of the best alignment of two coders' units (ObUnit), not yet divided. */
double ob_gamma_align (const GArray *first, const GArray *second, const ObGammaOptions *options);

/* Computes gamma over @continua (GPtrArray of ObContinuum of two coders, a text each; what nobody
 * annotated does not matter).  At least 30 samples, as many as make the expected disorder known to
 * 2 %, at most 200; the same seed gives the same.  FALSE with G_IO_ERROR_CANCELLED when @cancellable
 * (nullable) was. */
gboolean ob_gamma_compute (const GPtrArray *continua,
                           const ObGammaOptions *options,
                           ObGamma *gamma,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
