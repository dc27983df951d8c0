// A cursor on the timeline that says what the pool's counters were at a time, by pointer or by keyboard.

class TimelineCursor {
  constructor(section, data) {
    this.data = data;
    this.tracks = section.querySelector(".tracks");
    this.chart = section.querySelector(".chart");
    this.line = element("div", { class: "cursor" });
    this.line.hidden = true;
    this.range = element("input", { type: "range", min: "0", max: "1000", value: "0", class: "cursor-range", "aria-label": "Time on the timeline" });
    this.readout = textElement("p", "Move over the timeline, or move the slider, to read the pool's counters.", { class: "readout" });
    this.tracks.append(this.line);
    this.tracks.after(element("div", { class: "cursor-row" }, this.range, this.readout));
    this.tracks.addEventListener("pointermove", (event) => this.onPointer(event));
    this.range.addEventListener("input", () => this.show(this.range.value / 1000));
  }

  onPointer(event) {
    const box = this.chart.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    if (at >= 0 && at <= 1) {
      this.range.value = String(Math.round(at * 1000));
      this.show(at);
    }
  }

  show(at) {
    const time = at * this.data.durationMs;
    const box = this.chart.getBoundingClientRect();
    this.line.hidden = false;
    this.line.style.left = `${box.left - this.tracks.getBoundingClientRect().left + at * box.width}px`;
    this.readout.textContent = this.sentence(time);
    this.range.setAttribute("aria-valuetext", this.readout.textContent);
  }

  sentence(time) {
    const seconds = `${(time / 1000).toFixed(3)} s`;
    const pool = this.data.pool;
    if (pool.length === 0) {
      return seconds;
    }
    const near = pool.reduce((best, bucket) => (Math.abs(bucket[0] - time) < Math.abs(best[0] - time) ? bucket : best));
    const completed = near[8] < 0 ? "" : `, ${extent(near, 7)} items completed a second`;
    return `${seconds}: ${extent(near, 1)} pool threads, ${extent(near, 4)} items in the queue${completed}`;
  }
}

function extent(bucket, at) {
  const [least, , most] = bucket.slice(at, at + 3);
  return least === most ? numbers.format(most) : `${numbers.format(least)} to ${numbers.format(most)}`;
}
