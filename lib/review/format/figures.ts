/** A share of requests: `33.3 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 10) / 10} %`;
}

/** Seconds as people say them: `45 s`, `20 min`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  const past = minutes % 60;
  return past === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${past} min`;
}

/** `1 pod`, `2 pods`. */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : nouns}`;
}
