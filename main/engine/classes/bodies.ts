/** What the ENT writes of a school, in the words of its sync API. */

export interface SchoolYearBody {
  readonly label: string;
  readonly starts_at: number;
  readonly ends_at: number;
}

export interface PeriodBody extends SchoolYearBody {
  readonly is_closed: boolean;
}

export interface SubjectBody {
  readonly name: string;
}

export interface ClassGroupBody {
  readonly name: string;
  readonly subject_id: string;
}

export interface StudentBody {
  readonly first_name: string;
  readonly last_name: string;
  readonly class_group_ids: readonly string[];
}
