@NullMarked
package io.recaller.flow.engine;

import org.jspecify.annotations.NullMarked;
