@NullMarked
package io.recaller.lab.sound;

import org.jspecify.annotations.NullMarked;
