@NullMarked
package io.recaller.speech;

import org.jspecify.annotations.NullMarked;
