@NullMarked
package io.recaller.flow;

import org.jspecify.annotations.NullMarked;
