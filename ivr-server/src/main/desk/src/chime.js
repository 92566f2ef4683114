// Two short tones: no phone rings for what is written.
let audio;

/** A browser that wants to hear of the user first plays nothing, and says nothing of it. */
export function chime() {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") audio.resume().catch(() => {});
    tone(660, audio.currentTime);
    tone(880, audio.currentTime + 0.16);
  } catch {
    // without sound the card, the title and the announcement tell of it
  }
}

function tone(frequency, at) {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + 0.16);
}
