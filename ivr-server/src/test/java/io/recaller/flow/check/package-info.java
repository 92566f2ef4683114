@NullMarked
package io.recaller.flow.check;

import org.jspecify.annotations.NullMarked;
