@NullMarked
package io.recaller.lab.stage;

import org.jspecify.annotations.NullMarked;
