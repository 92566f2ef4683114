@NullMarked
package io.recaller.message;

import org.jspecify.annotations.NullMarked;
