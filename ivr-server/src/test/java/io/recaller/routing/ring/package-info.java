@NullMarked
package io.recaller.routing.ring;

import org.jspecify.annotations.NullMarked;
