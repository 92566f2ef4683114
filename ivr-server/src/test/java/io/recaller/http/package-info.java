@NullMarked
package io.recaller.http;

import org.jspecify.annotations.NullMarked;
