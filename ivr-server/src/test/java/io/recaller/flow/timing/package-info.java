@NullMarked
package io.recaller.flow.timing;

import org.jspecify.annotations.NullMarked;
