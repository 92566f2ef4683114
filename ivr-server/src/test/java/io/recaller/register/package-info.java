@NullMarked
package io.recaller.register;

import org.jspecify.annotations.NullMarked;
