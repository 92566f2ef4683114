@NullMarked
package io.recaller.recommendation;

import org.jspecify.annotations.NullMarked;
