@NullMarked
package io.recaller.routing.step;

import org.jspecify.annotations.NullMarked;
