@NullMarked
package io.recaller.hours;

import org.jspecify.annotations.NullMarked;
