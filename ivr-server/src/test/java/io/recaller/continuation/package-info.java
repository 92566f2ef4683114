@NullMarked
package io.recaller.continuation;

import org.jspecify.annotations.NullMarked;
