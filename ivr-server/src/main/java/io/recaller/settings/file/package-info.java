/**
 * A settings file and the environment over it: values by key, and mistakes with line and remedy.
 */
@NullMarked
package io.recaller.settings.file;

import org.jspecify.annotations.NullMarked;
