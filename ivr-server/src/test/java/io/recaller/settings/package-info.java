@NullMarked
package io.recaller.settings;

import org.jspecify.annotations.NullMarked;
