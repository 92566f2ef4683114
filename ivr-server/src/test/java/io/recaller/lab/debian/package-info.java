@NullMarked
package io.recaller.lab.debian;

import org.jspecify.annotations.NullMarked;
