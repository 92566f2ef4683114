@NullMarked
package io.recaller.settings.file;

import org.jspecify.annotations.NullMarked;
