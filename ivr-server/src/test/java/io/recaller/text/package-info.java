@NullMarked
package io.recaller.text;

import org.jspecify.annotations.NullMarked;
