#include "window/settings.h"

#include "obelus-config.h"

GSettings *
ob_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, OB_APPLICATION_ID, TRUE);

  return schema ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
ob_settings_bind (const char *key, gpointer object, const char *property)
{
  g_autoptr (GSettings) settings = ob_settings_new ();

  if (settings != NULL)
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}
